import assert from 'node:assert/strict';
import { MAX_LINKS } from '../../server/src/features/document-links.ts';
import { MAX_FOLDS } from '../../server/src/features/folding.ts';
import { MAX_TOKEN_RECORDS } from '../../server/src/features/policy-tokens.ts';
import { MAX_REFERENCES } from '../../server/src/features/references.ts';
import { MAX_RECORDS_FOR_HINTS } from '../../server/src/features/spf-hints.ts';
import { MAX_LENSES } from '../../server/src/features/spf-lenses.ts';
import { Editor } from './editor.ts';
import { HEAD } from './zones.ts';

const URI = 'file:///zones/example.com.zone';

function zoneOf(count: number, line: (index: number) => string): string {
  return HEAD + Array.from({ length: count }, (_, i) => `${line(i)}\n`).join('');
}

describe('a limit of what an editor shows of a document', () => {
  let editor: Editor;
  let shown: string[];
  beforeEach(async () => {
    editor = await Editor.start();
    shown = [];
    editor.connection.onNotification('window/showMessage', ({ message }: { message: string }) => {
      shown.push(message);
    });
  });
  afterEach(() => editor.close());

  const ask = async (method: string, params: object = {}): Promise<readonly unknown[]> =>
    editor.connection.sendRequest(method, { textDocument: { uri: URI }, ...params });
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await new Promise((resolve) => setImmediate(resolve));
  };

  it('is shown once for a document, with other limits that were reached', async () => {
    const spf = (i: number): string =>
      `h${i} TXT "v=spf1 -all"\n_dmarc.h${i} TXT "v=DMARC1; p=none; rua=mailto:r${i}@example.net"`;
    await editor.open(URI, zoneOf(MAX_LENSES + 1, spf));
    assert.equal((await ask('textDocument/codeLens')).length, MAX_LENSES);
    assert.equal((await ask('textDocument/documentLink')).length, MAX_LINKS);
    await until(() => shown.length > 0);
    await ask('textDocument/codeLens');
    const refer = { position: { line: 100, character: 2 }, context: { includeDeclaration: true } };
    await editor.change(URI, [{ text: zoneOf(MAX_REFERENCES + 1, (i) => `m${i} MX 10 mail.example.net.`) }]);
    const position = { line: 100, character: editor.textOf(URI).split('\n')[100]?.indexOf('mail') };
    assert.equal((await ask('textDocument/references', { ...refer, position })).length, MAX_REFERENCES);
    await until(() => shown.length > 1);
    assert.deepEqual(shown, [
      'example.com.zone: only the first 1,000 SPF records have code lenses; at most 1,000 addresses are shown as links.',
      'example.com.zone: at most 1,000 places of a name are listed.',
    ]);
  });

  it('is shown for hints, folds, the outline and colors', async () => {
    const whole = { start: { line: 0, character: 0 }, end: { line: 1_000_000, character: 0 } };
    const spf = (i: number): string => `h${i} TXT (\n"v=spf1 a -all" )`;
    const most = Math.max(MAX_RECORDS_FOR_HINTS, MAX_TOKEN_RECORDS, MAX_FOLDS) + 1;
    await editor.open(URI, zoneOf(most, spf));
    const hints = await ask('textDocument/inlayHint', { range: whole });
    assert.equal(hints.length, MAX_RECORDS_FOR_HINTS);
    assert.equal((await ask('textDocument/foldingRange')).length, MAX_FOLDS);
    await ask('textDocument/documentSymbol');
    await ask('textDocument/semanticTokens/range', { range: whole });
    // How many messages that makes depends on how long the answers take.
    const messages = (): readonly string[] =>
      shown.flatMap((message) => message.replace(/^example\.com\.zone: |\.$/g, '').split('; '));
    await until(() => messages().length >= 4);
    assert.deepEqual(messages(), [
      'lookups are shown only for the first 2,000 records and 2,000 terms in view',
      'at most 5,000 regions can be folded',
      'the outline shows only mail records, at most the first 1,000',
      'only the first 2,000 records and 20,000 parts of policies in view are colored',
    ]);
  });

  it('is not shown if nothing was left out', async () => {
    await editor.open(
      URI,
      zoneOf(MAX_LENSES, (i) => `h${i} TXT "v=spf1 -all"`),
    );
    assert.equal((await ask('textDocument/codeLens')).length, MAX_LENSES);
    await editor.change(URI, [{ text: zoneOf(MAX_LENSES + 1, (i) => `h${i} TXT "v=spf1 ~all"`) }]);
    await ask('textDocument/codeLens');
    await until(() => shown.length > 0);
    assert.equal(shown.length, 1);
  });
});
