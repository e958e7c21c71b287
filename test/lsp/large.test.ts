import assert from 'node:assert/strict';

import { Editor } from './editor.ts';

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

describe('a large zone, looked at for the first time', () => {
  const uri = 'file:///w/example.com.zone';
  let editor: Editor;

  afterEach(async () => {
    await editor.close();
  });

  it('lets a hover in between', async () => {
    editor = await Editor.start();
    await editor.open(uri, largeZone(20_000));
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

  it('is judged by its last text where it is edited meanwhile', async () => {
    editor = await Editor.start();
    await editor.open(uri, largeZone(20_000));
    const first = editor.diagnostics(uri);
    await new Promise((resolve) => setTimeout(resolve, 60));
    await editor.replace(uri, '"v=spf1 +all"', '"v=spf1 -all"');
    await first;
    const items = await editor.diagnostics(uri);
    assert.equal(items.filter(({ code }) => code === 'spf-all-pass').length, 0);
    await editor.replace(uri, '"v=spf1 -all"', '"v=spf1 +all"');
    assert.equal((await editor.diagnostics(uri)).filter(({ code }) => code === 'spf-all-pass').length, 1);
  });
});
