import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Diagnostic, Range } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Editor } from './editor.ts';
import { HEAD } from './zones.ts';
import { runs } from '../harness/runs.ts';

const uri = 'file:///zones/db.example.com';

/** Text that a user may type or paste, and that breaks or fixes a zone. */
const typed = fc.oneof(
  fc.constantFrom(
    '', 'x', ' ', '\n', '\r\n', '\r', '"', '(', ')', ';', '\\', '@', '.', '+all', '-all', 'é', '😀', '\t',
    '@ IN TXT "v=spf1 ip4:192.0.2.300 -all"\n',
    '_dmarc IN TXT "v=DMARC1; p=rejct"\n',
    's1._domainkey IN TXT ( "v=DKIM1; p="\n  "" )\n',
    '@ IN MX 10 192.0.2.1\n',
    '$ORIGIN example.net.\n',
    '$TTL 1h\n',
    '$INCLUDE other\n',
    '$GENERATE 1-3 h$ A 192.0.2.$\n',
    '; mailtxt-disable-next-line spf-ip4-invalid\n',
    '; mailtxt: origin=example.org.\n',
    '@ IN SOA ns1 hostmaster 1 2 3 4 5\n',
  ),
  fc.string({ maxLength: 5 }),
); // prettier-ignore

/** Where, as parts of the text's length, so that a smaller text keeps an edit's meaning. */
const edit = fc.record({ from: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.nat(12), text: typed });
/** Several in one notification, or the whole text anew. */
const notification = fc.oneof(
  { weight: 9, arbitrary: fc.array(edit, { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constant('whole' as const) },
);

describe('edits', () => {
  let edited: Editor;
  let fresh: Editor;
  before(async () => {
    edited = await Editor.start();
    fresh = await Editor.start();
  });
  after(async () => {
    await edited.close();
    await fresh.close();
  });

  it('have the same result as opening the text', async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(fc.array(notification, { maxLength: 12 }), async (notifications) => {
        edited.log.length = 0;
        fresh.log.length = 0;
        await edited.open(
          uri,
          `${HEAD}@ IN TXT "v=spf1 ip4:192.0.2.1 ~all"\n_dmarc TXT "v=DMARC1; p=none"\n`,
        );
        for (const each of notifications) {
          await edited.change(
            uri,
            each === 'whole' ? [{ text: edited.textOf(uri) }] : changesOf(edited, each),
          );
          // Findings that were worked out in between are what an edit may leave stale.
          await edited.pull(uri);
        }
        await fresh.open(uri, edited.textOf(uri));
        assert.deepEqual(await sorted(edited), await sorted(fresh));
        const faults = [...edited.log, ...fresh.log];
        assert.deepEqual(faults, [], `over ${JSON.stringify(edited.textOf(uri))}`);
        await edited.shut(uri);
        await fresh.shut(uri);
      }),
      { numRuns: runs(40) },
    );
  });

  it('outside of the text are applied at the nearest place', async () => {
    await edited.open(uri, 'a TXT "x"\n');
    const far = { line: 99, character: 99 };
    await edited.change(uri, [{ range: { start: far, end: far }, text: '@ TXT "v=spf1 +all"\n' }]);
    assert.deepEqual(
      (await edited.squiggles(uri)).filter((s) => s.startsWith('spf-all-pass')),
      ['spf-all-pass: +all'],
    );
    await edited.shut(uri);
  });

  it('to a document that is not open are ignored', async () => {
    const here = { line: 0, character: 0 };
    await edited.notify('textDocument/didChange', {
      textDocument: { uri: 'file:///zones/never', version: 2 },
      contentChanges: [{ range: { start: here, end: here }, text: 'x' }],
    });
    assert.deepEqual(await edited.diagnostics('file:///zones/never'), []);
    assert.deepEqual(edited.log, []);
  });
});

function changesOf(
  editor: Editor,
  edits: readonly { from: number; length: number; text: string }[],
): { range: Range; text: string }[] {
  let document = editor.document(uri);
  return edits.map(({ from, length, text }) => {
    const whole = document.getText();
    const start = Math.floor(from * whole.length);
    const range = {
      start: document.positionAt(start),
      end: document.positionAt(Math.min(start + length, whole.length)),
    };
    const change = { range, text };
    document = TextDocument.update(TextDocument.create(uri, 'dns-zone', 1, whole), [change], 2);
    return change;
  });
}

async function sorted(editor: Editor): Promise<readonly Diagnostic[]> {
  const key = (item: Diagnostic): string => JSON.stringify([item.range, item.code, item.message]);
  return [...(await editor.diagnostics(uri))].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
