import assert from 'node:assert/strict';
import { CancellationTokenSource } from 'vscode-languageserver';
import type { Diagnostic } from 'vscode-languageserver';
import { Editor } from '../../lsp/editor.ts';
import { offsetIn, readArchive, writeArchive } from '../archive.ts';
import type { Section } from '../archive.ts';
import type { FuzzEntry } from '../entry.ts';
import { HCL, MAIL, ZONE } from '../mutate/languages.ts';
import type { Mutate } from '../mutate/mutate.ts';
import type { Random } from '../random.ts';
import { SESSIONS, terraformSeeds } from './terraform-files.ts';
import { mutateZone, zoneSeeds } from './zone.ts';

/** No file of this folder exists: the server knows what the session opens. */
const FOLDER = 'file:///mailtxt-fuzz';
const NAMES = [
  'db.example.com',
  'example.com.zone',
  'other.zone',
  'main.tf',
  'mail/main.tf',
  'terraform.tfvars',
  'dns.yaml',
  '.mailtxt.json',
];

/** A step: `open NAME`, `change NAME 12 3`, `close NAME`, `hover NAME 12`, `cancel hover NAME 12`, `raw METHOD`. */
const REQUESTS = [
  'hover',
  'definition',
  'codeAction',
  'documentSymbol',
  'codeLens',
  'inlayHint',
  'diagnostic',
  'spfTree',
  'explain',
  'senders',
];

async function request(
  editor: Editor,
  words: readonly string[],
  text: string,
  isCanceled: boolean,
): Promise<void> {
  const [kind = '', name = '', offset] = words;
  const uri = `${FOLDER}/${name}`;
  const isOpen = editor.isOpen(uri);
  const document = isOpen ? editor.document(uri) : undefined;
  const position = document?.positionAt(offsetIn(offset, document.getText().length)) ?? {
    line: 0,
    character: 3,
  };
  const end = document?.positionAt(document.getText().length) ?? position;
  const textDocument = { uri };
  const own = kind === 'spfTree' || kind === 'explain' || kind === 'senders';
  const method = own ? `mailtxt/${kind}` : `textDocument/${kind}`;
  const params = {
    hover: { textDocument, position },
    definition: { textDocument, position },
    codeAction: { textDocument, range: { start: position, end }, context: { diagnostics: [] } },
    documentSymbol: { textDocument },
    codeLens: { textDocument },
    inlayHint: { textDocument, range: { start: { line: 0, character: 0 }, end } },
    diagnostic: { textDocument },
    spfTree: { textDocument, position },
    explain: { text },
    senders: {},
  }[kind];
  const source = new CancellationTokenSource();
  const answer = editor.connection.sendRequest(method, params ?? {}, source.token).then(
    (result) => void JSON.stringify(result),
    // Canceled, or for a document that is not open: both are replies.
    () => undefined,
  );
  if (isCanceled) source.cancel();
  else await answer;
}

async function take(editor: Editor, { words, text }: Section): Promise<void> {
  const [kind = '', name = '', at, length] = words;
  const uri = `${FOLDER}/${name}`;
  switch (kind) {
    case 'open':
      if (!editor.isOpen(uri)) await editor.open(uri, text, /\.tf/.test(name) ? 'terraform' : 'dns-zone');
      return;
    case 'close':
      if (editor.isOpen(uri)) await editor.shut(uri);
      return;
    case 'change': {
      if (!editor.isOpen(uri)) return;
      const document = editor.document(uri);
      const start = offsetIn(at, document.getText().length);
      const end = start + offsetIn(length, document.getText().length - start);
      const range = { start: document.positionAt(start), end: document.positionAt(end) };
      await editor.change(uri, [{ range, text }]);
      return;
    }
    case 'cancel':
      return request(editor, words.slice(1), text, true);
    default:
      return request(editor, words, text, false);
  }
}

const line = ({ range, code, message }: Diagnostic): string =>
  `${range.start.line}:${range.start.character}-${range.end.line}:${range.end.character} ${String(code)} ${JSON.stringify(message)}`;

async function shown(
  editor: Editor,
  uris: readonly string[],
): Promise<Readonly<Record<string, readonly string[]>>> {
  const all: Record<string, readonly string[]> = {};
  for (const uri of uris) {
    const items = await editor.diagnostics(uri);
    for (const { range } of items) {
      const document = editor.document(uri);
      const isWithin = [range.start, range.end].every((at) => {
        const there = document.positionAt(document.offsetAt(at));
        return there.line === at.line && there.character === at.character;
      });
      assert.ok(isWithin, `a diagnostic at ${JSON.stringify(range)} is outside of the document`);
    }
    all[uri] = items.map(line).sort();
  }
  return all;
}

function checkLog(editor: Editor): void {
  const fault = editor.log.find((message) => /\n\s+at /.test(message));
  if (fault !== undefined) assert.fail(`the server logged: ${fault}`);
}

const step = (random: Random, other: () => string): Section => {
  const name = random.pick(NAMES);
  const offset = String(random.below(2000));
  const isTerraform = /tf/.test(name);
  const text = (): string =>
    random.oneIn(3) ? other().slice(0, 3000) : random.pick(isTerraform ? HCL.words : ZONE.words);
  switch (random.below(8)) {
    case 0:
    case 1:
      return { words: ['open', name], text: text() };
    case 2:
      return { words: ['close', name], text: '' };
    case 3:
    case 4:
    case 5:
      return {
        words: ['change', name, offset, String(random.oneIn(2) ? 0 : random.below(30))],
        text: text(),
      };
    default: {
      const words = [random.pick(REQUESTS), name, offset];
      return { words: random.oneIn(3) ? ['cancel', ...words] : words, text: random.pick(MAIL.words) };
    }
  }
};

const mutate: Mutate = (input, random, other) => {
  const sections = [...readArchive(input)];
  const text = (): string => readArchive(other()).at(0)?.text ?? '';
  for (let left = 1 + random.below(10); left > 0; left--) {
    const at = random.below(sections.length + 1);
    const there = sections[at];
    if (there !== undefined && random.oneIn(5)) sections.splice(at, 1);
    else if (there !== undefined && random.oneIn(4))
      sections[at] = { ...there, text: mutateZone(there.text, random, text) };
    else sections.splice(at, 0, step(random, text));
  }
  return writeArchive(sections.slice(0, 40));
};

/** Closing a server that still registers what it watches is another story. */
async function started(): Promise<Editor> {
  const editor = await Editor.start({ folders: [FOLDER] });
  await editor.until(() => editor.watched.length > 0);
  return editor;
}

const opening = (name: string, text: string): string =>
  writeArchive([{ words: ['open', name], text: text.slice(0, 4000) }]);

/** A session of an editor with the server in memory: it logs no fault of its own, and shows what a new server shows. */
export const lsp: FuzzEntry = {
  name: 'lsp',
  extension: 'session',
  shortRun: 10,
  seeds: (withCorpus) => [
    ...SESSIONS.map((session) => session.replace(/^-- (\S+) --$/gm, '-- open $1 --')),
    ...zoneSeeds(withCorpus).map((text) => opening('db.example.com', text)),
    ...terraformSeeds(withCorpus).map((text) => opening('main.tf', text)),
  ],
  mutate,
  async check(input) {
    const editor = await started();
    const fresh = await started();
    try {
      for (const section of readArchive(input)) await take(editor, section);
      const uris = [...editor.openUris()].sort();
      for (const uri of uris) await fresh.open(uri, editor.textOf(uri), editor.document(uri).languageId);
      assert.deepEqual(
        await shown(editor, uris),
        await shown(fresh, uris),
        'the session and a new server differ',
      );
      checkLog(editor);
      // What the server still asks of the editor is answered before the second of these.
      for (const one of [editor, fresh, editor, fresh]) await one.symbols(`${FOLDER}/none.zone`);
    } finally {
      await editor.close();
      await fresh.close();
    }
  },
};
