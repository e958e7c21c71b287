import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { AxeResults } from 'axe-core';
import axe from 'axe-core';
import { PageHost } from './page-host.ts';
import { madeReports, type MadeReport } from './report-pages.ts';
import { THEMES } from './themes.ts';

const pictures = path.join(__dirname, '../../.vscode-test/screenshots');

describe('a report as a page', () => {
  let host: PageHost | undefined;
  let reports: readonly MadeReport[] = [];
  before(async function () {
    host = await PageHost.start();
    if (host === undefined) {
      console.log('    No Chromium is there: pages are not tried. "npm run test:vscode" gets one.');
      return this.skip();
    }
    reports = await madeReports();
    mkdirSync(pictures, { recursive: true });
  });
  after(() => host?.close());

  for (const theme of THEMES) {
    it(`can be read by everybody with a ${theme.name} theme`, async () => {
      assert.ok(host);
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
});
