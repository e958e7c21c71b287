import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { AxeResults } from 'axe-core';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { BrowserMissing, PageHost, TEXTS } from './page-host.ts';
import { madeReports, type MadeReport } from './report-pages.ts';
import { THEMES } from './themes.ts';

const pictures = path.join(__dirname, '../../.vscode-test/screenshots');

describe('a report as a page', () => {
  let host: PageHost;
  let reports: readonly MadeReport[] = [];
  before(async function () {
    try {
      host = await PageHost.start();
    } catch (error) {
      if (!(error instanceof BrowserMissing)) throw error;
      console.log(`    ${error.message}`);
      return this.skip();
    }
    reports = await madeReports();
    mkdirSync(pictures, { recursive: true });
  });
  // It is not there where the tests were skipped.
  after(() => (host as PageHost | undefined)?.close());

  for (const theme of THEMES) {
    it(`passes axe in a ${theme.name} theme`, async () => {
      assert.equal(reports.length, 4);
      for (const { title, blocks } of reports) {
        const page = await host.open(theme, title, blocks);
        await page.evaluate(axe.source);
        const { violations } = await page.evaluate(() =>
          (globalThis as unknown as { axe: { run: () => Promise<AxeResults> } }).axe.run(),
        );
        const found = violations.flatMap(({ id, nodes }) =>
          nodes.map(({ html, failureSummary }) => `${title}: ${id}: ${html}: ${failureSummary ?? ''}`),
        );
        const name = title.toLowerCase().replaceAll(/\W+/g, '-');
        await page.screenshot({
          path: path.join(pictures, `page-${name.replace(/-$/, '')}-${theme.name}.png`),
          fullPage: true,
        });
        await page.close();
        assert.deepEqual([...host.complaints, ...found], []);
      }
      assert.deepEqual(host.complaints, []);
    });
  }

  const openFirst = async (): Promise<Page> => {
    const [theme] = THEMES;
    const [report] = reports;
    assert.ok(theme && report);
    return host.open(theme, report.title, report.blocks);
  };

  it('works with the keyboard only, and shows where the focus is', async () => {
    const page = await openFirst();
    const all = await page.locator('main button').allInnerTexts();
    const reached: string[] = [];
    for (const name of all) {
      await page.keyboard.press('Tab');
      const { text, outline } = await page.evaluate(() => {
        const focused = document.activeElement as HTMLElement;
        return { text: focused.innerText, outline: getComputedStyle(focused).outlineStyle };
      });
      assert.equal(outline, 'solid', name);
      reached.push(text);
    }
    assert.deepEqual(reached, all);
    const press = async (name: string, key: string): Promise<void> => {
      await page.getByText(name, { exact: true }).first().focus();
      await page.keyboard.press(key);
    };
    await press('zones/example.com.zone:11:1', 'Enter');
    await press('Make this change', 'Space');
    await press('Copy for your own IT', 'Enter');
    await press("Copy for the recipient's postmaster", 'Enter');
    await press('Copy as Text', 'Space');
    assert.deepEqual((await host.messagesOf(page)).slice(1), [
      { kind: 'open', link: 0 },
      { kind: 'apply', action: 0 },
      { kind: 'copy', part: 0 },
      { kind: 'copy', part: 1 },
      { kind: 'copy' },
    ]);
    await page.close();
  });

  it('keeps the focus when it is rendered again, and announces it', async () => {
    const page = await openFirst();
    const status = page.getByRole('status');
    assert.equal(await status.textContent(), '');
    await page.getByText('Make this change').focus();
    const [, other] = reports;
    assert.ok(other);
    await host.post(page, {
      kind: 'show',
      ...other,
      texts: TEXTS,
      state: { kind: 'senders', question: null },
    });
    assert.equal(await status.textContent(), 'The report is up to date.');
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), other.title);
    await host.post(page, { kind: 'said', text: 'Copied to the clipboard.' });
    assert.equal(await status.textContent(), 'Copied to the clipboard.');
    assert.deepEqual(await page.evaluate(() => (globalThis as unknown as { kept: unknown }).kept), {
      kind: 'senders',
      question: null,
    });
    await page.close();
  });

  it('names the edit that a button makes for screen readers', async () => {
    const page = await openFirst();
    const described = await page
      .getByText('Make this change')
      .first()
      .evaluate((one) => {
        const id = one.getAttribute('aria-describedby') ?? '';
        return document.getElementById(id)?.textContent;
      });
    assert.equal(described, 'If 203.0.113.7 is yours: add "ip4:203.0.113.7"');
    await page.close();
  });

  it('has a heading for each row and column of its tables, and words next to each symbol', async () => {
    const [theme] = THEMES;
    const senders = reports.find(({ title }) => title === 'Mail Senders');
    assert.ok(theme && senders);
    const page = await host.open(theme, senders.title, senders.blocks);
    const row = page.getByRole('row', { name: /Google Workspace/ }).first();
    assert.equal(await row.getByRole('rowheader').innerText(), 'Google Workspace');
    assert.deepEqual(await row.getByRole('cell').allInnerTexts(), ['✗ fail', '✗ none', '! quarantined']);
    assert.deepEqual(await page.getByRole('table').first().getByRole('columnheader').allInnerTexts(), [
      'Sender',
      'SPF',
      'DKIM',
      'Verdict',
    ]);
    await page.close();
  });

  it('is printed without its buttons', async () => {
    const page = await openFirst();
    await page.getByText('Open in Browser to Print').click();
    const sent = (await host.messagesOf(page)).at(-1);
    assert.ok(sent?.kind === 'print' && sent.html.startsWith('<main>'));
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.getByText('Copy as Text').isVisible(), false);
    assert.equal(await page.getByText('zones/example.com.zone:11:1').first().isVisible(), true);
    await page.close();
  });
});
