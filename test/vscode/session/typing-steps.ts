import * as vscode from 'vscode';
import type { Session, Step } from './steps.ts';

/** Text to type: parts of records, complete and unfinished. */
const TYPED = [
  ' include:_spf.google.com',
  ' ip4:192.0.2.0/24',
  ' ip4:192.0.2.300',
  ' ~all',
  ' redirect=_spf.example.com',
  ' exists:%{i}._spf.%{d2}',
  ' a:mail mx:',
  '%{',
  '\nnews IN TXT "v=spf1 mx -all"\n',
  '\n_dmarc IN TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@example.com; pct=50"',
  '; sp=none; adkim=s',
  '; rua=mailto:a@example.org,mailto:',
  '\ns1._domainkey IN TXT ( "v=DKIM1; k=rsa; "\n "p=MIGf',
  '\n@ MX 10 mail',
  '\n$ORIGIN ',
  '\n$INCLUDE office.inc',
  '\n$GENERATE 1-9 h-$ A 192.0.2.$\n',
  '"',
  '(',
  ')',
  '\\',
  '\\300',
  ';',
  '${var.verification}',
  '<<EOF\n',
  '{{ ',
  '}',
  '"v=spf1 include:${local.',
  '\u{1f4e7}é\u200b',
  '// ',
  '{ "rules": { "spf-',
  '; mailtxt-disable-next-line spf-all-pass\n',
] as const;

/** How often undoing goes on before what was there has to be back. */
const MAX_UNDO = 600;

/** How often undoing or redoing may do nothing before it counts as done. */
const MAX_IDLE = 3;

/** Milliseconds without an edit after which none is on its way, and how long to wait for them. */
const QUIET = 1500;
const MAX_SETTLING = 20_000;

/** Milliseconds to wait for the text that undoing gives: an editor on a loaded machine takes long. */
const MAX_WAIT = 3000;

const typeText = async (session: Session): Promise<void> => {
  const { workbench, random, did, write } = session;
  const editor = await workbench.editor();
  const at = await workbench.goSomewhere(editor);
  const whole: string = random.pick(TYPED);
  // Never half of a character: the editor makes another one of that.
  const characters = Array.from(whole);
  const text = random.chance(0.3) ? characters.slice(0, random.below(characters.length) + 1).join('') : whole;
  write(`${nameOf(editor.document)}:${at.line + 1}:${at.character + 1} ${JSON.stringify(text)}`);
  await workbench.type(text);
  did('characters typed', text.length);
  if (random.chance(0.3)) await complete(session);
};

const erase = async ({ workbench, random, did }: Session): Promise<void> => {
  const editor = await workbench.editor();
  const at = await workbench.goSomewhere(editor);
  if (random.chance(0.3)) {
    editor.selection = new vscode.Selection(at, at.translate(random.below(3), 0));
    await workbench.pause(20);
    await workbench.command(
      random.pick(['editor.action.deleteLines', 'deleteLeft', 'editor.action.moveLinesDownAction']),
    );
  } else {
    for (let i = random.below(12); i >= 0; i--) await workbench.command('deleteLeft');
  }
  did('erased');
};

/** With the provider, whose items are inserted as the editor does it. */
async function complete({ workbench, random, did }: Session): Promise<void> {
  const editor = await workbench.editor();
  const { document, selection } = editor;
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    selection.active,
    undefined,
    5,
  );
  did('completions asked for');
  if (list.items.length === 0) return;
  const item = random.pick(list.items.slice(0, 5));
  const { range } = item;
  const replaced = range === undefined ? selection : 'replacing' in range ? range.replacing : range;
  const text = item.insertText ?? (typeof item.label === 'string' ? item.label : item.label.label);
  if (document.validateRange(replaced).isEqual(replaced)) {
    await editor.insertSnippet(
      typeof text === 'string' ? new vscode.SnippetString().appendText(text) : text,
      replaced,
    );
  }
  for (const { range: at, newText } of item.additionalTextEdits ?? []) {
    await editor.edit((builder) => builder.replace(at, newText));
  }
  if (item.command !== undefined) {
    await vscode.commands.executeCommand(
      item.command.command,
      ...((item.command.arguments ?? []) as unknown[]),
    );
  }
  did('completions inserted');
}

const completeByKeys = async ({ workbench, random, did }: Session): Promise<void> => {
  const editor = await workbench.editor();
  await workbench.goSomewhere(editor);
  await workbench.command('editor.action.triggerSuggest');
  await workbench.pause(300);
  for (let i = random.below(4); i > 0; i--) await workbench.command('selectNextSuggestion');
  await workbench.command(random.chance(0.7) ? 'acceptSelectedSuggestion' : 'hideSuggestWidget');
  if (random.chance(0.5)) await workbench.type(random.pick([' ', ':', 'e', ';']));
  await workbench.command('leaveSnippet');
  did('completions by keys');
};

const format = async ({ workbench, did }: Session): Promise<void> => {
  await workbench.editor();
  await workbench.command('editor.action.formatDocument');
  did('documents formatted');
};

/** A fix, a rewrite, a comment: whatever there is at a random place. */
const act = async ({ workbench, random, did, write }: Session): Promise<void> => {
  const editor = await workbench.editor();
  const { document } = editor;
  const found = vscode.languages.getDiagnostics(document.uri);
  const place = await workbench.goSomewhere(editor);
  const range =
    found.length > 0 && random.chance(0.8)
      ? random.pick(found).range
      : new vscode.Range(place, random.chance(0.5) ? place : document.lineAt(place.line).range.end);
  const offered = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    range,
    undefined,
    50,
  );
  // The editor's own extension for JSON fails to sort broken text.
  const actions = offered.filter(({ kind }) => kind?.value.startsWith('source.sort') !== true);
  did('code actions asked for');
  if (actions.length === 0) return;
  const action = random.pick(actions);
  write(`${nameOf(document)}: ${action.title}`);
  if (action.edit !== undefined) await workbench.answering(vscode.workspace.applyEdit(action.edit));
  if (action.command !== undefined) {
    const { command, arguments: args } = action.command;
    await workbench.command(command, ...((args ?? []) as unknown[]));
  }
  await workbench.command('leaveSnippet');
  did(`code actions applied: ${action.kind?.value ?? 'command'}`);
};

const autoFix = async ({ workbench, random, did }: Session): Promise<void> => {
  const editor = await workbench.editor();
  const found = vscode.languages.getDiagnostics(editor.document.uri);
  if (found.length === 0) return;
  const { start } = random.pick(found).range;
  editor.selection = new vscode.Selection(start, start);
  await workbench.command(random.pick(['editor.action.autoFix', 'editor.action.fixAll']));
  did('fixed by a key');
};

/** Edits of one document, all undone, redone and undone: the text is that of before. */
const undoAll = async (session: Session): Promise<void> => {
  const { workbench, random, did, write } = session;
  const { document } = await workbench.editor();
  const editor = await workbench.show(document);
  // A place at which undoing stops, after any typing.
  const end = document.lineAt(document.lineCount - 1).range.end;
  const stop = (): Thenable<boolean> =>
    editor.edit((builder) => builder.insert(end, '\n'), { undoStopBefore: true, undoStopAfter: true });
  // The editor refuses it while something typed is on its way: undoing would go on past that then.
  while (!(await stop())) await workbench.pause(100);
  const before = document.getText();
  const edits = [typeText, typeText, erase, completeByKeys, format, act, autoFix];
  for (let i = random.below(5) + 1; i > 0; i--) {
    await random.pick(edits)(session);
    // An action can have opened another file, or a page.
    if (vscode.window.activeTextEditor?.document !== document) await workbench.show(document);
  }
  await waitUntilIdle(session, document);
  const after = document.getText();
  write(`undo of ${before.length} → ${after.length} characters of ${nameOf(document)}`);
  for (let times = random.below(2); times >= 0; times--) {
    await repeat(session, document, 'undo', before);
    await repeat(session, document, 'redo', after);
  }
  await repeat(session, document, 'undo', before);
  did('documents undone to what they were');
};

/** Waits for what is still on its way: an edit that comes while others are undone would end what can be redone. */
async function waitUntilIdle({ workbench }: Session, document: vscode.TextDocument): Promise<void> {
  let quiet = 0;
  for (let waited = 0; quiet < QUIET && waited < MAX_SETTLING; waited += 100) {
    const { version } = document;
    await workbench.pause(100);
    quiet = document.version === version ? quiet + 100 : 0;
  }
}

async function repeat(
  { workbench, did }: Session,
  document: vscode.TextDocument,
  command: 'undo' | 'redo',
  wanted: string,
): Promise<void> {
  await workbench.show(document);
  for (let i = 0, idle = 0; i < MAX_UNDO && idle < MAX_IDLE && document.getText() !== wanted; i++) {
    const { version } = document;
    await workbench.command(command);
    did(command);
    // The text of an edit comes a moment after the answer to the command.
    for (let waited = 0; document.version === version && waited < MAX_WAIT; waited += 20)
      await workbench.pause(20);
    if (document.version !== version) continue;
    // A message or a list may have had the focus, and the command.
    idle++;
    await workbench.show(document);
  }
  const text = document.getText();
  if (text !== wanted) {
    throw new Error(
      `After "${command}" the text of ${nameOf(document)} is another one: ${difference(text, wanted)}`,
    );
  }
}

function difference(a: string, b: string): string {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return `from character ${at} ${JSON.stringify(a.slice(at, at + 80))} instead of ${JSON.stringify(b.slice(at, at + 80))}`;
}

const undoSome = async ({ workbench, random, did }: Session): Promise<void> => {
  await workbench.editor();
  for (let i = random.below(20); i >= 0; i--) {
    await workbench.command(random.chance(0.7) ? 'undo' : 'redo');
    did('undo or redo');
  }
};

export function nameOf({ uri }: vscode.TextDocument): string {
  return vscode.workspace.asRelativePath(uri);
}

export const typingSteps: readonly Step[] = [
  { name: 'type', weight: 12, run: typeText },
  { name: 'erase', weight: 4, run: erase },
  {
    name: 'complete',
    weight: 8,
    run: async (session) => {
      await session.workbench.goSomewhere(await session.workbench.editor());
      await complete(session);
    },
  },
  { name: 'complete-by-keys', weight: 6, run: completeByKeys },
  { name: 'format', weight: 2, run: format },
  { name: 'act', weight: 8, run: act },
  { name: 'fix', weight: 3, run: autoFix },
  { name: 'undo-all', weight: 5, run: undoAll },
  { name: 'undo-some', weight: 3, run: undoSome },
];
