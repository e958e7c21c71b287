import assert from 'node:assert/strict';

import { nodeRuntime } from '../../server/src/hosts/lsp/main.ts';
import { Editor, pulling, waiting } from './editor.ts';

/** A clock on which checking takes long, on any machine. */
const SLOW = { ...nodeRuntime, now: () => 20 * nodeRuntime.now() };

/** Of a large zone with an error before its first name. */
const FIRST_ERRORS = ['zone-ns-without-address', 'spf-all-pass'];

/** An editor that pulls the whole report, and cannot be asked to refresh. */
const patient = { ...pulling, workspace: { configuration: true } };

/** A zone that takes long to look at, with one fault at its end. */
function largeZone(records: number): string {
  const lines = [
    '$ORIGIN example.com.',
    '@ 3600 IN SOA ns1 host 1 7200 3600 1209600 3600',
    '@ 3600 IN NS ns1',
  ];
  for (let i = 0; i < records; i++) lines.push(`n${i} 3600 IN TXT "v=spf1 ip4:192.0.2.${i % 256} ?all"`);
  lines.push('last 3600 IN TXT "v=spf1 +all"');
  return `${lines.join('\n')}\n`;
}

describe('a large zone, checked for the first time', () => {
  const uri = 'file:///w/example.com.zone';
  let editor: Editor;

  afterEach(async () => {
    await editor.close();
  });

  it('responds to a hover in between', async () => {
    editor = await Editor.start({ capabilities: patient });
    await editor.open(uri, largeZone(10_000));
    const order: string[] = [];
    const diagnostics = editor.diagnostics(uri).then((items) => {
      order.push('diagnostics');
      return items;
    });
    const hover = editor.hover(uri, editor.rangeOf(uri, '?all').start).then((found) => {
      order.push('hover');
      return found;
    });
    // It says what is known: the rules have not come to an end by then.
    assert.match(JSON.stringify(await hover), /neutral/);
    assert.doesNotMatch(JSON.stringify(await hover), /spf-all-neutral/);
    const items = await diagnostics;
    assert.deepEqual(order, ['hover', 'diagnostics']);
    const later = await editor.hover(uri, editor.rangeOf(uri, '?all').start);
    assert.match(JSON.stringify(later), /spf-all-neutral/);
    assert.ok(items.some(({ code }) => code === 'spf-all-pass'));
  });

  it('is checked with its last text if it is edited meanwhile', async () => {
    editor = await Editor.start();
    await editor.open(uri, largeZone(10_000));
    const first = editor.diagnostics(uri);
    await new Promise((resolve) => setTimeout(resolve, 60));
    await editor.replace(uri, '"v=spf1 +all"', '"v=spf1 -all"');
    await first;
    const items = await editor.diagnostics(uri);
    assert.equal(items.filter(({ code }) => code === 'spf-all-pass').length, 0);
    await editor.replace(uri, '"v=spf1 -all"', '"v=spf1 +all"');
    assert.equal((await editor.diagnostics(uri)).filter(({ code }) => code === 'spf-all-pass').length, 1);
  });

  const withFirst = largeZone(10_000).replace('n0 3600', 'first 3600 IN TXT "v=spf1 +all"\nn0 3600');
  const errors = (items: readonly { readonly code?: unknown }[]): number =>
    items.filter(({ code }) => code === 'spf-all-pass').length;

  it('shows its first errors before all of it is checked, and none of them disappears', async () => {
    editor = await Editor.start({ capabilities: waiting, runtime: SLOW });
    await editor.open(uri, withFirst);
    const lists = (): readonly (readonly unknown[])[] =>
      editor.published.map(({ diagnostics }) => diagnostics.map((item) => JSON.stringify(item)));
    await editor.until(() => editor.published.some(({ diagnostics }) => errors(diagnostics) === 2));
    assert.equal(editor.published[0]?.version, 1);
    assert.deepEqual(
      editor.published[0].diagnostics.map(({ code }) => code),
      FIRST_ERRORS,
    );
    for (const [i, list] of lists().entries())
      for (const item of list)
        assert.ok(
          lists()
            .slice(i)
            .every((later) => later.includes(item)),
        );
  });

  it('shows all of it, and no part, once it is edited', async () => {
    editor = await Editor.start({ capabilities: waiting, runtime: SLOW });
    await editor.open(uri, withFirst);
    await editor.until(() => editor.published.length > 0);
    await editor.replace(uri, 'ns1 host 1', 'ns1 host 2');
    await editor.until(() => editor.published.some(({ version }) => version === 2));
    const lists = editor.published.filter(({ version }) => version === 2);
    assert.deepEqual(
      lists.map(({ diagnostics }) => errors(diagnostics)),
      lists.map(() => 2),
    );
  });

  it('returns its first errors to an editor that pulls, and requests a refresh', async () => {
    editor = await Editor.start({ runtime: SLOW });
    await editor.open(uri, withFirst);
    assert.deepEqual(
      (await editor.diagnostics(uri)).map(({ code }) => code),
      FIRST_ERRORS,
    );
    await editor.until(() => editor.refreshes > 0);
    assert.equal(errors(await editor.diagnostics(uri)), 2);
  });

  it('is reported as a whole to an editor that cannot be asked to refresh', async () => {
    editor = await Editor.start({ capabilities: patient, runtime: SLOW });
    await editor.open(uri, withFirst);
    assert.equal(errors(await editor.diagnostics(uri)), 2);
  });
});
