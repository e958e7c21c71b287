// Draws docs/extension/icon.png from the icon.svg in the same folder, in the browser of the editor tests.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findBrowser } from './editor-host/browser.mjs';
import { root } from './lib/project.mjs';

const SIZE = 256;
const folder = join(root, 'docs/extension');

const browser = await chromium.launch({ ...(await findBrowser(console.log)), args: ['--no-sandbox'] });
try {
  const page = await browser.newPage({ viewport: { width: SIZE, height: SIZE } });
  await page.setContent(
    `<style>body { margin: 0 }</style>${await readFile(join(folder, 'icon.svg'), 'utf8')}`,
  );
  await page.screenshot({ path: join(folder, 'icon.png'), omitBackground: true });
} finally {
  await browser.close();
}
