import * as vscode from 'vscode';
import { nameOf } from './typing-steps.ts';
import type { Session, Step } from './steps.ts';

type Ask = (uri: vscode.Uri, at: vscode.Position, document: vscode.TextDocument) => Thenable<unknown>;

const run = (command: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(command, ...args);

const whole = (document: vscode.TextDocument): vscode.Range => new vscode.Range(0, 0, document.lineCount, 0);

const options = { tabSize: 4, insertSpaces: true };

/** What the editor asks for by itself, or for a key of the user. */
const QUESTIONS: Readonly<Record<string, Ask>> = {
  hover: (uri, at) => run('vscode.executeHoverProvider', uri, at),
  'signature help': (uri, at) => run('vscode.executeSignatureHelpProvider', uri, at, ' '),
  completion: (uri, at) => run('vscode.executeCompletionItemProvider', uri, at, undefined, 3),
  definition: (uri, at) => run('vscode.executeDefinitionProvider', uri, at),
  references: (uri, at) => run('vscode.executeReferenceProvider', uri, at),
  highlights: (uri, at) => run('vscode.executeDocumentHighlights', uri, at),
  outline: (uri) => run('vscode.executeDocumentSymbolProvider', uri),
  folding: (uri) => run('vscode.executeFoldingRangeProvider', uri),
  'selection ranges': (uri, at) => run('vscode.executeSelectionRangeProvider', uri, [at]),
  links: (uri) => run('vscode.executeLinkProvider', uri, 20),
  'code lenses': (uri) => run('vscode.executeCodeLensProvider', uri, 50),
  'inlay hints': (uri, _, document) => run('vscode.executeInlayHintProvider', uri, whole(document)),
  'semantic tokens': (uri) => run('vscode.provideDocumentSemanticTokens', uri),
  'semantic tokens of a range': (uri, _, document) =>
    run('vscode.provideDocumentRangeSemanticTokens', uri, whole(document)),
  'formatting edits': (uri) => run('vscode.executeFormatDocumentProvider', uri, options),
  'formatting edits of a range': (uri, at) =>
    run('vscode.executeFormatRangeProvider', uri, new vscode.Range(at, at.translate(3, 0)), options),
  'code actions': (uri, _, document) =>
    run('vscode.executeCodeActionProvider', uri, whole(document), undefined, 20),
  'workspace symbols': (_, at, document) =>
    run('vscode.executeWorkspaceSymbolProvider', wordAt(document, at) ?? 'ex'),
};

const ask = async ({ workbench, random, did, write }: Session): Promise<void> => {
  const editor = await workbench.editor();
  const { document } = editor;
  const at = await workbench.goSomewhere(editor);
  const name = random.pick(Object.keys(QUESTIONS));
  write(`${name} at ${nameOf(document)}:${at.line + 1}:${at.character + 1}`);
  await QUESTIONS[name]?.(document.uri, at, document);
  did(`asked for: ${name}`);
};

/** All of it while the user types on: what is asked about an older text must not fail. */
const askAllWhileTyping = async ({ workbench, random, did }: Session): Promise<void> => {
  const editor = await workbench.editor();
  const { document } = editor;
  const at = await workbench.goSomewhere(editor);
  const asked = Object.values(QUESTIONS).map((question) =>
    Promise.resolve(question(document.uri, at, document)).catch((error: unknown) => {
      // The editor itself gives up a list of actions when the text changes.
      if (!(error instanceof Error && error.message === 'Canceled')) throw error;
    }),
  );
  await Promise.all([...asked, workbench.type(random.pick(['mail.', ' a:x', '"', ' p=reject;', '\n']))]);
  did('asked for everything while typing');
};

const calls = async ({ workbench, did }: Session): Promise<void> => {
  const editor = await workbench.editor();
  const at = await workbench.goSomewhere(editor);
  const items = await vscode.commands.executeCommand<vscode.CallHierarchyItem[]>(
    'vscode.prepareCallHierarchy',
    editor.document.uri,
    at,
  );
  did('asked for: call hierarchy');
  const [item] = items;
  if (item === undefined) return;
  await run('vscode.provideIncomingCalls', item);
  await run('vscode.provideOutgoingCalls', item);
  did('call hierarchies');
};

/** What is drawn: the editor asks for it by itself. */
const look = async ({ workbench, random, did }: Session): Promise<void> => {
  const editor = await workbench.editor();
  await workbench.goSomewhere(editor);
  await workbench.command(
    random.pick([
      'editor.action.showHover',
      'editor.action.triggerParameterHints',
      'editor.foldAll',
      'editor.unfoldAll',
      'editor.action.smartSelect.expand',
      'editor.action.wordHighlight.trigger',
      'editor.action.marker.next',
      'editor.action.revealDefinition',
      'scrollPageDown',
      'outline.focus',
      'workbench.actions.view.problems',
    ]),
  );
  await workbench.pause(random.below(400));
  await workbench.command('closeMarkersNavigation');
  did('looked');
};

export function wordAt(document: vscode.TextDocument, at: vscode.Position): string | undefined {
  const range = document.getWordRangeAtPosition(at, /[\w-]+/);
  return range === undefined ? undefined : document.getText(range);
}

export const askingSteps: readonly Step[] = [
  { name: 'ask', weight: 14, run: ask },
  { name: 'ask-all-while-typing', weight: 2, run: askAllWhileTyping },
  { name: 'calls', weight: 2, run: calls },
  { name: 'look', weight: 4, run: look },
];
