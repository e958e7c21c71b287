import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { chromium, type Browser, type Page } from 'playwright-core';
import { documentOfPage } from '../../client/src/report-document.ts';
import type { MessageFromPage, MessageToPage, PageTexts, ShownBlock } from '../../client/src/report-page.ts';
import type { Theme } from './themes.ts';

const scripts = path.join(__dirname, '../../scripts/editor-host');
const webview = path.join(__dirname, '../../client/webview');

/** Where the page is served; nothing else of the network is. */
const ORIGIN = 'http://page.example';

export class BrowserMissing extends Error {
  constructor() {
    super('No Chromium is there: pages are not tried. "npm run test:vscode" gets one.');
  }
}

/** What the editor gives to a page, in text: what a compiler adds to functions is not there. */
const EDITOR = `
  globalThis.sent = [];
  globalThis.acquireVsCodeApi = () => ({
    postMessage: (message) => sent.push(message),
    setState: (state) => (globalThis.kept = state),
  });
`;

/** The texts of the extension. */
export const TEXTS: PageTexts = {
  copy: 'Copy as Text',
  print: 'Open in Browser to Print',
  apply: 'Make this change',
  overLimit: 'over the limit',
  updated: 'The report is up to date.',
};

/** A report as the editor shows it, in a browser: the document, the script and the style of the extension, under its policy. */
export class PageHost {
  private readonly browser: Browser;
  private readonly script: string;
  /** What the document asked for, beside itself, its script and its style. */
  readonly asked: string[] = [];
  /** What the policy refused, and what was thrown. */
  readonly complaints: string[] = [];

  private constructor(browser: Browser, script: string) {
    this.browser = browser;
    this.script = script;
  }

  /** Throws {@link BrowserMissing} where no browser is there: none is fetched for this. */
  static async start(): Promise<PageHost> {
    const { presentBrowser } = (await import(pathToFileURL(path.join(scripts, 'browser.mjs')).href)) as {
      presentBrowser: () => Promise<{ executablePath: string; env: NodeJS.ProcessEnv } | undefined>;
    };
    const found = await presentBrowser();
    if (found === undefined) throw new BrowserMissing();
    const { outputFiles } = await esbuild.build({
      entryPoints: [path.join(webview, 'report.ts')],
      bundle: true,
      write: false,
      format: 'iife',
    });
    const env = Object.fromEntries(Object.entries(found.env).map(([name, value]) => [name, value ?? '']));
    const browser = await chromium.launch({
      executablePath: found.executablePath,
      env,
      args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
    });
    return new PageHost(browser, outputFiles[0]?.text ?? '');
  }

  async close(): Promise<void> {
    await this.browser.close();
  }

  /** A page with that report. What it sends to the extension is in {@link messagesOf}. */
  async open(theme: Theme, title: string, blocks: readonly ShownBlock[]): Promise<Page> {
    const page = await this.openDocument(this.document(), themeStyle(theme));
    await this.post(page, { kind: 'show', title, blocks, texts: TEXTS, state: { kind: 'test' } });
    return page;
  }

  /** That document, as the editor or a browser opens it. */
  async openDocument(html: string, theme = ''): Promise<Page> {
    const page = await this.browser.newPage({ viewport: { width: 760, height: 900 } });
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => this.complaints.push(message.text()));
    await page.route('**/*', (route) => {
      const url = route.request().url();
      if (url === `${ORIGIN}/`) return route.fulfill({ contentType: 'text/html', body: html });
      if (url === `${ORIGIN}/report.js`)
        return route.fulfill({ contentType: 'text/javascript', body: this.script });
      if (url === `${ORIGIN}/report.css`) {
        const style = readFileSync(path.join(webview, 'report.css'), 'utf8');
        return route.fulfill({ contentType: 'text/css', body: `${theme}\n${style}` });
      }
      this.asked.push(url);
      return route.abort();
    });
    await page.addInitScript(EDITOR);
    await page.goto(`${ORIGIN}/`);
    return page;
  }

  async post(page: Page, message: MessageToPage): Promise<void> {
    await page.evaluate((data) => {
      globalThis.dispatchEvent(new MessageEvent('message', { data }));
    }, message);
  }

  async messagesOf(page: Page): Promise<readonly MessageFromPage[]> {
    return page.evaluate(() => (globalThis as unknown as { sent: MessageFromPage[] }).sent);
  }

  private document(): string {
    return documentOfPage({
      script: `${ORIGIN}/report.js`,
      style: `${ORIGIN}/report.css`,
      waiting: 'mailtxt is reading the files…',
      source: ORIGIN,
    });
  }
}

/** As the editor has it before the style of an extension. */
function themeStyle({ colors }: Theme): string {
  const variables = Object.entries(colors).map(([name, value]) => `--vscode-${name}: ${value};`);
  return `:root { ${variables.join(' ')} } body { margin: 0; background: var(--vscode-editor-background); }`;
}
