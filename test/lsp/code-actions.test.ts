import assert from 'node:assert/strict';
import type { CodeAction, Range } from 'vscode-languageserver';
import { Editor, plain, pulling } from './editor.ts';
import { HEAD } from './zones.ts';

const uri = 'file:///zones/db.example.com';
const two = `${HEAD}a IN TXT "v=spf1 +all"\nb IN TXT "v=spf1 a +all"\n`;
const everything: Range = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };

describe('code actions', () => {
  let editor: Editor;
  beforeEach(async () => {
    editor = await Editor.start();
    await editor.open(uri, two);
  });
  afterEach(async () => editor.close());

  const titled = (actions: readonly CodeAction[], title: RegExp): CodeAction => {
    const found = actions.find((action) => title.test(action.title));
    assert.ok(found, `no ${String(title)} among ${actions.map((action) => action.title).join(', ')}`);
    return found;
  };
  const count = async (rule: string): Promise<number> =>
    (await editor.diagnostics(uri)).filter(({ code }) => code === rule).length;

  it('fix a finding', async () => {
    const range = editor.rangeOf(uri, '+all');
    const fix = (await editor.actions(uri, range)).find(({ isPreferred }) => isPreferred);
    assert.ok(fix);
    assert.equal(fix.kind, 'quickfix');
    assert.deepEqual(
      fix.diagnostics?.map(({ code }) => code),
      ['spf-all-pass'],
    );
    assert.equal(await count('spf-all-pass'), 2);
    await editor.choose(fix);
    assert.equal(await count('spf-all-pass'), 1);
  });

  it('fix all findings of a rule', async () => {
    const actions = await editor.actions(uri, editor.rangeOf(uri, '+all'));
    await editor.choose(titled(actions, /^Fix all spf-all-pass/));
    assert.equal(await count('spf-all-pass'), 0);
  });

  it('do not offer to fix all of a single finding', async () => {
    await editor.replace(uri, '+all', '-all');
    const actions = await editor.actions(uri, editor.rangeOf(uri, '+all'));
    assert.ok(!actions.some(({ title }) => title.startsWith('Fix all')));
  });

  it('rewrite the record at the cursor, for the requested kinds', async () => {
    await editor.replace(uri, 'v=spf1 +all', 'v=spf1 mx ip4:192.0.2.1 -all');
    const at = editor.rangeOf(uri, 'mx ip4');
    const kinds = async (only?: readonly string[]): Promise<readonly unknown[]> =>
      (await editor.actions(uri, at, only)).map(({ kind }) => kind).filter((kind) => kind !== 'quickfix');
    const all = ['refactor.rewrite.sortTerms', 'refactor.rewrite.splitString'];
    assert.deepEqual(await kinds(), all);
    assert.deepEqual(await kinds(['refactor']), all);
    assert.deepEqual(await kinds(['refactor.rewrite.sortTerms']), all.slice(0, 1));
    assert.deepEqual(await kinds(['refactor.extract']), []);
    assert.deepEqual(await kinds(['source.increaseSerial']), [], 'nothing was committed');
    await editor.choose(titled(await editor.actions(uri, at), /^Sort/));
    assert.match(editor.textOf(uri), /"v=spf1 ip4:192.0.2.1 mx -all"/);
  });

  it('add records for mail to the domain if there are none', async () => {
    const soa = editor.rangeOf(uri, 'SOA');
    const added = async (only?: readonly string[]): Promise<readonly CodeAction[]> =>
      (await editor.actions(uri, soa, only)).filter(({ kind }) => kind?.startsWith('refactor.addRecords'));
    const titles = (await added()).map(({ title }) => title);
    assert.deepEqual(titles, [
      'Add a DMARC record (example.com)',
      'Add the records for a domain without mail (example.com)',
    ]);
    assert.deepEqual(await added(['refactor.rewrite']), []);
    const [only, ...more] = await added(['refactor.addRecords.parked']);
    assert.deepEqual([only?.title, more], [titles[1], []]);
    await editor.choose(titled(await added(['refactor']), /DMARC/));
    assert.match(editor.textOf(uri), /^_dmarc IN TXT "v=DMARC1; p=none; rua=mailto:dmarc@example\.com"$/m);
    assert.deepEqual(await added(), [], 'a policy that is there is not replaced');
    const elsewhere = await editor.actions(uri, editor.rangeOf(uri, 'a IN TXT'));
    assert.ok(!elsewhere.some(({ kind }) => kind?.startsWith('refactor.addRecords')));
  });

  it('ask which records for mail to add, if the editor supports it', async () => {
    await editor.close();
    editor = await Editor.start({ options: { addRecords: true } });
    await editor.open(uri, two);
    const actions = await editor.actions(uri, editor.rangeOf(uri, 'SOA'), ['refactor.addRecords']);
    assert.deepEqual(actions, [
      {
        title: 'Add mail records for example.com …',
        kind: 'refactor.addRecords',
        command: {
          title: 'Add mail records for example.com …',
          command: 'mailtxt.addRecords',
          arguments: [{ domain: 'example.com' }],
        },
      },
    ]);
  });

  it('are for one version of the document', async () => {
    const fix = (await editor.actions(uri, editor.rangeOf(uri, '+all'))).find(
      ({ isPreferred }) => isPreferred,
    );
    assert.ok(fix);
    await editor.replace(uri, 'a IN', 'aa IN');
    await assert.rejects(editor.choose(fix), /another version/);
  });

  it('that are resolved late do not exist for a changed document', async () => {
    const all = titled(await editor.actions(uri, editor.rangeOf(uri, '+all')), /^Fix all/);
    await editor.replace(uri, 'a IN', 'aa IN');
    await assert.rejects(editor.choose(all), { code: -32801 });
  });

  it('disable a rule for one record', async () => {
    const disable = titled(await editor.actions(uri, editor.rangeOf(uri, '+all')), /^Disable spf-all-pass/);
    await editor.choose(disable);
    assert.equal(
      editor.textOf(uri),
      two.replace('a IN TXT', '; mailtxt-disable-next-line spf-all-pass\na IN TXT'),
    );
    assert.deepEqual((await editor.squiggles(uri)).filter((s) => s.startsWith('spf-all-pass')).length, 1);
  });

  it('disable a second rule in the same comment', async () => {
    const comment = '; mailtxt-disable-next-line zone-ttl-too-low -- for now\n';
    await editor.open(uri, `${HEAD}${comment}a IN TXT "v=spf1 +all"\n`);
    await editor.choose(
      titled(await editor.actions(uri, editor.rangeOf(uri, '+all')), /^Disable spf-all-pass/),
    );
    assert.match(
      editor.textOf(uri),
      /mailtxt-disable-next-line zone-ttl-too-low spf-all-pass -- for now\na IN/,
    );
    assert.equal(await count('spf-all-pass'), 0);
  });

  it('keep the line ends of the file', async () => {
    await editor.open(uri, two.replaceAll('\n', '\r\n'));
    await editor.choose(titled(await editor.actions(uri, editor.rangeOf(uri, '+all')), /^Disable/));
    assert.ok(!/[^\r]\n/.test(editor.textOf(uri)));
  });

  it('are of the requested kinds', async () => {
    const range = editor.rangeOf(uri, '+all');
    assert.deepEqual(await editor.actions(uri, range, ['refactor.extract']), []);
    const kinds = async (only: string): Promise<readonly (string | undefined)[]> => [
      ...new Set((await editor.actions(uri, range, [only])).map(({ kind }) => kind)),
    ];
    assert.deepEqual(await kinds('quickfix'), ['quickfix']);
    for (const only of ['source', 'source.fixAll', 'source.fixAll.mailtxt']) {
      assert.deepEqual(await kinds(only), ['source.fixAll.mailtxt']);
    }
    assert.deepEqual(await kinds('source.fixAll.other'), []);
  });

  it('on save do not change which senders may send', async () => {
    for (const action of await editor.actions(uri, everything, ['source.fixAll']))
      await editor.choose(action);
    assert.equal(await count('spf-all-pass'), 2);
  });

  it('are plain edits for an editor that supports nothing else', async () => {
    const simple = await Editor.start({
      capabilities: {
        ...plain,
        textDocument: { diagnostic: {}, codeAction: pulling.textDocument?.codeAction ?? {} },
      },
    });
    await simple.open(uri, two);
    const [fix] = await simple.actions(uri, simple.rangeOf(uri, '+all'));
    assert.ok(fix?.edit?.changes);
    assert.equal(fix.edit.documentChanges, undefined);
    await simple.close();
  });

  it('of a document that is not open are none', async () => {
    assert.deepEqual(await editor.actions('file:///zones/other', everything), []);
  });
});
