import assert from 'node:assert/strict';
import { MarkupContent } from 'vscode-languageserver';
import { hoverToProtocol, MAX_HOVER_LENGTH } from '../../server/src/hosts/lsp/to-protocol.ts';
import { code } from '../../server/src/text/markdown.ts';
import { PlainText } from '../../server/src/text/plain-text.ts';
import { foreignIn } from '../harness/rendered.ts';
import { Editor, plain } from './editor.ts';
import { HEAD } from './zones.ts';

const uri = 'file:///zones/db.example.com';
const zone = `${HEAD}@ IN MX 10 mail
mail IN A 192.0.2.25
@ 300 IN TXT ( "v=spf1 inc"
               "lude:spf.example.net -all" )
_dmarc IN TXT "v=DMARC1; p=reject"
`;

describe('hover', () => {
  let editor: Editor;
  beforeEach(async () => {
    editor = await Editor.start();
    await editor.open(uri, zone);
  });
  afterEach(async () => editor.close());

  /** What is said at the character `ahead` of the end of the text, and of which characters. */
  async function at(before: string): Promise<{ text: string; of: string } | undefined> {
    const range = editor.rangeOf(uri, before);
    const hover = await editor.hover(uri, range.end);
    if (hover === null) return undefined;
    assert.ok(MarkupContent.is(hover.contents) && hover.range);
    return { text: hover.contents.value, of: editor.textAt(uri, hover.range) };
  }

  it('explains a term, also one that two strings share', async () => {
    const found = await at('v=spf1 ');
    assert.match(found?.text ?? '', /include/);
    assert.match(
      found?.text ?? '',
      /\[RFC 7208 §5\.2\]\(https:\/\/www\.rfc-editor\.org\/rfc\/rfc7208#section-5\.2\)/,
    );
    assert.match(found?.of ?? '', /^inc"\s+"lude:/);
  });

  it('explains a tag', async () => {
    const found = await at('DMARC1; ');
    assert.match(found?.text ?? '', /reject/);
  });

  it('shows a full name, and where the origin is from', async () => {
    assert.match((await at('MX 10 ma'))?.text ?? '', /`mail\.example\.com\.`/);
    const owner = await at('\n_dma');
    assert.equal(owner?.of, '_dmarc');
    assert.match(owner.text, /`_dmarc\.example\.com\.`/);
    assert.match(owner.text, /The DMARC policy of `example\.com`/);
    assert.match(owner.text, /origin `example\.com\.`/);
  });

  it('explains a type, a TTL and a field', async () => {
    assert.match((await at('@ IN M'))?.text ?? '', /accepts mail/);
    assert.equal((await at('@ 3'))?.text, '**TTL** 300 seconds (5 minutes)');
    assert.match((await at('MX 1'))?.text ?? '', /lowest number/);
    assert.match((await at('hostmaster 1 72'))?.text ?? '', /2 hours/);
  });

  it('explains a directive', async () => {
    const origin = await editor.hover(uri, { line: 0, character: 1 });
    assert.ok(MarkupContent.is(origin?.contents));
    assert.match(origin.contents.value, /appended to names/);
  });

  it('is silent where there is nothing', async () => {
    assert.equal(await editor.hover(uri, { line: 0, character: 8 }), null);
    assert.equal(await editor.hover(uri, { line: 500, character: 0 }), null);
    assert.equal(await editor.hover('file:///zones/other', { line: 0, character: 0 }), null);
  });

  it('links to the related place of a finding', async () => {
    await editor.open(uri, `${HEAD}a IN TXT "v=spf1 -all"\na IN TXT "v=spf1 a -all"\n`);
    const links = [...zoneLines(editor)].map(async (line) => editor.hover(uri, { line, character: 11 }));
    const texts = (await Promise.all(links)).map((hover) => JSON.stringify(hover?.contents ?? ''));
    assert.ok(texts.some((text) => text.includes(`${uri}#L`)));
  });

  it('is plain text for an editor that shows no Markdown', async () => {
    const simple = await Editor.start({ capabilities: plain });
    await simple.open(uri, zone);
    const hover = await simple.hover(uri, simple.rangeOf(uri, 'DMARC1; ').end);
    assert.ok(MarkupContent.is(hover?.contents));
    assert.equal(hover.contents.kind, 'plaintext');
    assert.doesNotMatch(hover.contents.value, /[`*]|\]\(/);
    await simple.close();
  });
});

describe('the related places of a hover', () => {
  const range = { start: 0, end: 1 };
  const text = code('x');
  const options = { linkTo: () => 'file:///a) ![q](https://evil.test/q.png', readsMarkdown: true };

  it('are left out if an editor would truncate the text', () => {
    const related = Array.from({ length: 10_000 }, (_, i) => ({ path: '/a', range, message: `Place ${i}.` }));
    const { contents } = hoverToProtocol(new PlainText('x'), { range, text, related }, options);
    assert.ok(MarkupContent.is(contents));
    assert.ok(contents.value.length <= MAX_HOVER_LENGTH && contents.value.length > MAX_HOVER_LENGTH - 200);
  });

  it('link only to their file', () => {
    const related = [{ path: '/a', range, message: '![q](https://evil.test/q.png) `x`' }];
    const { contents } = hoverToProtocol(new PlainText('x'), { range, text, related }, options);
    assert.ok(MarkupContent.is(contents));
    assert.deepEqual(foreignIn(contents.value, ['file:///a%29%20!%5Bq%5D%28https://evil.test/q.png']), []);
  });
});

function zoneLines(editor: Editor): Iterable<number> {
  return Array.from({ length: editor.document(uri).lineCount }, (_, line) => line);
}
