import assert from 'node:assert/strict';
import { DiagnosticSeverity } from 'vscode-languageserver';
import { Editor, plain, pulling, waiting } from './editor.ts';
import { HEAD } from './zones.ts';

const uri = 'file:///zones/db.example.com';
const openToAll = `${HEAD}@ IN TXT "v=spf1 +all"\n`;
const mended = `${HEAD}@ IN TXT "v=spf1 -all"\n_dmarc IN TXT "v=DMARC1; p=reject; rua=mailto:dmarc@example.net"\n`;

describe('diagnostics', () => {
  let editor: Editor;
  afterEach(async () => editor.close());

  describe('for an editor that pulls', () => {
    beforeEach(async () => {
      editor = await Editor.start({ capabilities: pulling });
    });

    it('are at the characters, name the fault, and name the rule', async () => {
      await editor.open(uri, openToAll);
      const found = (await editor.diagnostics(uri)).find(({ code }) => code === 'spf-all-pass');
      assert.ok(found);
      assert.equal(editor.textAt(uri, found.range), '+all');
      assert.equal(found.severity, DiagnosticSeverity.Error);
      assert.equal(found.source, 'mailtxt');
      assert.match(
        found.codeDescription?.href ?? '',
        /^https:\/\/github\.com\/mailtxt\/mailtxt\/blob\/[^/]+\/docs\/rules\/spf-all-pass\.md$/,
      );
      assert.ok(typeof found.message === 'string');
      assert.match(found.message, /^[^\n]*"\+all"[^\n]*$/);
    });

    it('are one if many records have the same, with the others as related places', async () => {
      const low = ['a', 'b', 'c', 'd', 'e'].map((name) => `${name} 60 MX 10 mail.example.net.\n`);
      await editor.open(uri, HEAD + low.join(''));
      const found = (await editor.diagnostics(uri)).filter(({ code }) => code === 'zone-ttl-too-low');
      assert.equal(found.length, 1);
      const [{ range, relatedInformation = [] } = assert.fail()] = found;
      assert.equal(range.start.line, 7);
      assert.deepEqual(
        relatedInformation.map(({ message, location }) => `${location.range.start.line} ${message}`),
        ['8 Also b.example.com', '9 Also c.example.com', '10 Also d.example.com', '11 Also e.example.com'],
      );
      // The fix is at hand at each of them.
      const other = { start: { line: 9, character: 2 }, end: { line: 9, character: 4 } };
      const titles = (await editor.actions(uri, other)).map(({ title }) => title);
      assert.ok(titles.includes('Use 3600 (1 hour)'), titles.join());
    });

    it('follow an edit', async () => {
      await editor.open(uri, openToAll);
      await editor.replace(uri, '+all', '-all');
      assert.deepEqual(
        (await editor.squiggles(uri)).filter((s) => s.includes('all-pass')),
        [],
      );
      await editor.replace(uri, '-all', '+all');
      assert.deepEqual(
        (await editor.squiggles(uri)).filter((s) => s.includes('all-pass')),
        ['spf-all-pass: +all'],
      );
    });

    it('are reported as unchanged if they are', async () => {
      await editor.open(uri, openToAll);
      const first = await editor.pull(uri);
      assert.ok(first.kind === 'full' && first.resultId !== undefined);
      assert.equal((await editor.pull(uri, first.resultId)).kind, 'unchanged');
      // A letter in a comment at the end changes none of them, a line before them all.
      await editor.change(uri, [{ range: end(editor), text: '; x' }]);
      assert.equal((await editor.pull(uri, first.resultId)).kind, 'unchanged');
      await editor.change(uri, [{ range: { start: top, end: top }, text: '\n' }]);
      assert.equal((await editor.pull(uri, first.resultId)).kind, 'full');
    });

    it('are not pushed', async () => {
      await editor.open(uri, openToAll);
      await editor.replace(uri, '+all', '-all');
      await editor.pull(uri);
      await editor.shut(uri);
      await editor.pull(uri);
      assert.deepEqual(editor.published, []);
    });

    it('of a document that is not open are none', async () => {
      assert.deepEqual(await editor.diagnostics(uri), []);
    });
  });

  describe('for an editor that does not pull', () => {
    beforeEach(async () => {
      editor = await Editor.start({ capabilities: waiting });
    });

    it('have the version that they are true for', async () => {
      await editor.open(uri, openToAll);
      assert.ok((await editor.sent(uri)).some(({ code }) => code === 'spf-all-pass'));
      await editor.replace(uri, '+all', '-all');
      assert.ok(!(await editor.sent(uri)).some(({ code }) => code === 'spf-all-pass'));
      assert.equal(editor.published.at(-1)?.version, 2);
    });

    it('are cleared when the document is closed', async () => {
      await editor.open(uri, openToAll);
      await editor.sent(uri);
      await editor.shut(uri);
      await editor.until(() => editor.published.at(-1)?.diagnostics.length === 0);
    });

    it('are not pulled', () => {
      assert.equal(editor.greeting.capabilities.diagnosticProvider, undefined);
    });
  });

  it('reach an editor without capabilities', async () => {
    editor = await Editor.start({ capabilities: plain });
    await editor.open(uri, openToAll);
    assert.ok((await editor.sent(uri)).some(({ code }) => code === 'spf-all-pass'));
  });

  it('are the most severe ones if there are too many, with a note at the top', async () => {
    editor = await Editor.start({ settings: { '': { maxFindings: 2 } } });
    const faults = ['a', 'b', 'c'].map((name) => `${name} IN TXT "v=spf1 +all"\n`).join('');
    await editor.open(uri, HEAD + faults);
    const [notice, ...rest] = await editor.diagnostics(uri);
    assert.deepEqual(
      rest.map(({ severity }) => severity),
      [DiagnosticSeverity.Error, DiagnosticSeverity.Error],
    );
    assert.equal(notice?.severity, DiagnosticSeverity.Information);
    assert.ok(typeof notice.message === 'string');
    assert.match(notice.message, /^Only the 2 most severe of \d+ findings are shown/);
    assert.deepEqual(notice.range, { start: top, end: top });
  });

  it('of a file without faults are none', async () => {
    editor = await Editor.start();
    await editor.open(uri, mended);
    const severe = (await editor.diagnostics(uri)).filter(({ severity }) => (severity ?? 1) <= 2);
    assert.deepEqual(severe, []);
  });
});

const top = { line: 0, character: 0 };

function end(editor: Editor): { start: typeof top; end: typeof top } {
  const document = editor.document(uri);
  const last = document.positionAt(document.getText().length);
  return { start: last, end: last };
}
