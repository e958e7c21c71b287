import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { documentForPrint, documentOfPage } from '../../client/src/report-document.ts';
import type { ShownBlock, ShownRun } from '../../client/src/report-page.ts';
import { UNPRINTABLE } from '../../server/src/text/printable.ts';
import { BrowserMissing, PageHost } from './page-host.ts';
import { madeReports } from './report-pages.ts';
import { THEMES } from './themes.ts';

/** Each would be more than text somewhere: in HTML, in an attribute, in Markdown, as an address, as a command of the editor. */
const HOSTILE = [
  '<img src=http://evil.example/a onerror="globalThis.hacked=1">',
  '</code></pre></main><script>globalThis.hacked=1</script>',
  '"><a href="javascript:globalThis.hacked=1">x</a>',
  '[x](command:workbench.action.terminal.new) ![x](http://evil.example/b)',
  'javascript:globalThis.hacked=1',
  '<svg/onload=globalThis.hacked=1><style>@import "http://evil.example/c"</style>',
  '" onfocus="globalThis.hacked=1" autofocus x="',
  '\u0000\u001B[2J\u202E<b>',
].join(' ');

/** Every kind of block, with hostile text in every field that is data, also where the server puts none. */
function hostileBlocks(): readonly ShownBlock[] {
  const run = (link?: number): ShownRun => ({
    text: HOSTILE,
    style: HOSTILE,
    ...(link === undefined ? {} : { link }),
  });
  const words = [run(), run(0), { text: HOSTILE, style: 'constructor' }];
  const inner: readonly ShownBlock[] = [{ kind: 'paragraph', words, action: 0 }];
  return [
    { kind: 'heading', level: 2, words },
    { kind: 'heading', level: 3, words },
    { kind: 'verdict', style: HOSTILE, word: HOSTILE, text: HOSTILE },
    { kind: 'verdict', style: 'error', word: HOSTILE, text: HOSTILE },
    ...inner,
    { kind: 'facts', rows: [{ label: HOSTILE, words, at: run(1), action: 1, details: inner }] },
    {
      kind: 'table',
      label: HOSTILE,
      columns: [{ title: HOSTILE }, { title: HOSTILE, isCheck: true }],
      rows: [{ cells: [words, words], details: inner }],
    },
    { kind: 'list', marker: 'number', items: [{ words, details: inner }] },
    { kind: 'list', marker: HOSTILE as 'none', items: [{ words }] },
    { kind: 'tree', label: HOSTILE, nodes: [{ words, children: [{ words, children: [] }] }] },
    { kind: 'code', lines: [HOSTILE, HOSTILE] },
    { kind: 'part', blocks: inner },
    { kind: 'action', title: HOSTILE, action: 2 },
    { kind: 'copy', title: HOSTILE, text: HOSTILE, heading: HOSTILE, blocks: inner },
    {
      kind: 'diagram',
      label: HOSTILE,
      limit: 10,
      nodes: [
        {
          words,
          meaning: HOSTILE,
          lookups: 3,
          isOver: true,
          children: [{ words, meaning: HOSTILE, lookups: 1, isOver: false, children: [] }],
        },
      ],
    },
  ];
}

const ELEMENTS = new Set(
  (
    'main h1 h2 h3 p div span strong section figure figcaption button dl dt dd table caption thead tbody tr th td ul ol li ' +
    'pre code svg rect'
  ).split(' '),
);

/** Names of attributes, with the values that are ours. */
const ATTRIBUTES: Readonly<Record<string, RegExp>> = {
  class:
    /^(?:(?:verdict|word|action|facts|explained|details|plain|tree|costs|cost|term|copy|diagram|hidden|tools|button|secondary|link|mark|bar|over|used|free|good|warning|error|info|strong|faint)(?: |$))+$/,
  id: /^part-\d+$/,
  type: /^button$/,
  role: /^link$/,
  scope: /^(?:col|row)$/,
  colspan: /^\d+$/,
  tabindex: /^-1$/,
  'aria-hidden': /^true$/,
  'aria-describedby': /^part-\d+$/,
  'aria-labelledby': /^part-\d+$/,
  width: /^[\d.]+$/,
  height: /^[\d.]+$/,
  x: /^[\d.]+$/,
  y: /^[\d.]+$/,
};

/** What is in the page that is not ours. */
async function foreignIn(page: Page): Promise<readonly string[]> {
  const found = await page.evaluate(() =>
    [...document.querySelectorAll('main, main *')].map((one) => ({
      name: one.localName,
      attributes: [...one.attributes].map((attribute) => [attribute.name, attribute.value] as const),
    })),
  );
  assert.ok(found.length > 10);
  return found.flatMap(({ name, attributes }) => [
    ...(ELEMENTS.has(name) ? [] : [name]),
    ...attributes
      .filter(([key, value]) => ATTRIBUTES[key]?.test(value) !== true)
      .map(([key, value]) => `${name} ${key}="${value}"`),
  ]);
}

/** Every string of a value. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

async function assertInert(page: Page, host: PageHost): Promise<void> {
  assert.deepEqual(await foreignIn(page), []);
  assert.equal(await page.evaluate(() => 'hacked' in globalThis), false);
  assert.equal(page.url().startsWith('http://page.example/'), true);
  assert.equal(page.frames().length, 1);
  assert.deepEqual(host.asked, []);
  assert.deepEqual(host.complaints, []);
}

describe('hostile text in a page', () => {
  let host: PageHost;
  before(async function () {
    try {
      host = await PageHost.start();
    } catch (error) {
      if (!(error instanceof BrowserMissing)) throw error;
      console.log(`    ${error.message}`);
      this.skip();
    }
  });
  // It is not there where the tests were skipped.
  after(() => (host as PageHost | undefined)?.close());

  it('is text in every field of every block', async () => {
    const [theme] = THEMES;
    assert.ok(theme);
    const page = await host.open(theme, HOSTILE, hostileBlocks());
    await assertInert(page, host);
    const text = await page.evaluate(() => document.querySelector('main')?.textContent ?? '');
    assert.ok(text.split('globalThis.hacked=1').length > 100);
    // Also when every button is pressed.
    for (const one of await page.locator('main button').all()) await one.click({ force: true });
    await assertInert(page, host);
    await page.close();
  });

  it('is text in the file that a browser prints', async () => {
    const [theme] = THEMES;
    assert.ok(theme);
    const page = await host.open(theme, HOSTILE, hostileBlocks());
    const html = await page.evaluate(() => document.querySelector('main')?.outerHTML ?? '');
    await page.close();
    const printed = await host.openDocument(documentForPrint(html, 'body { color: red; }'));
    await assertInert(printed, host);
    assert.equal(await printed.evaluate(() => getComputedStyle(document.body).color), 'rgb(255, 0, 0)');
    await printed.close();
  });

  it('is text in what the server makes from hostile files', async () => {
    const [theme] = THEMES;
    assert.ok(theme);
    for (const { title, blocks } of await madeReports(HOSTILE)) {
      for (const text of textsIn(blocks)) assert.doesNotMatch(text.replaceAll('\n', ''), UNPRINTABLE);
      const page = await host.open(theme, title, blocks);
      await assertInert(page, host);
      await page.close();
    }
  });

  it('would have no effect as markup: the policy of the page blocks it', async () => {
    const [theme] = THEMES;
    assert.ok(theme);
    const page = await host.open(theme, 'Title', []);
    await page.evaluate(() => {
      const main = document.querySelector('main');
      if (main !== null)
        main.innerHTML =
          '<img src="http://evil.example/a" onerror="globalThis.hacked=1"><p style="color: red" id="p">x</p>' +
          '<iframe src="http://evil.example/b"></iframe><form action="http://evil.example/c"><button>x</button></form>';
      const script = document.createElement('script');
      script.textContent = 'globalThis.hacked=1';
      document.body.append(script);
    });
    await page.evaluate(() => document.querySelector<HTMLButtonElement>('form button')?.click());
    assert.equal(await page.evaluate(() => 'hacked' in globalThis), false);
    assert.notEqual(
      await page.evaluate(() => getComputedStyle(document.querySelector('#p') ?? document.body).color),
      'rgb(255, 0, 0)',
    );
    assert.deepEqual(host.asked, []);
    assert.ok(host.complaints.length >= 4, host.complaints.join('\n'));
    await page.close();
  });
});

describe('the document of a page', () => {
  const parts = {
    script: 'https://cdn.example/report.js',
    style: 'https://cdn.example/report.css',
    source: 'https://cdn.example',
    waiting: 'Reading <files> & more',
  };

  it('runs one script, by a number that is used once, and loads its style and nothing else', () => {
    const first = documentOfPage(parts);
    const second = documentOfPage(parts);
    const policyOf = (text: string): string =>
      /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(text)?.[1] ?? '';
    const nonce = /'nonce-([0-9a-f]{32})'/.exec(policyOf(first))?.[1];
    assert.ok(nonce !== undefined && !policyOf(second).includes(nonce));
    assert.equal(
      policyOf(first),
      `default-src 'none'; style-src https://cdn.example; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`,
    );
    assert.equal(first.split('<script').length, 2);
    assert.ok(first.includes('>Reading &lt;files> &amp; more<'));
    assert.ok(first.includes(`<script nonce="${nonce}" src="https://cdn.example/report.js"></script>`));
  });
});
