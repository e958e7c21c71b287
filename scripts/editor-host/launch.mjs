#!/usr/bin/env node
// Takes the arguments that VS Code's desktop build takes from @vscode/test-electron, runs the tests in a VS Code in a
// headless browser instead, and ends with their status.
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { root } from '../lib/project.mjs';
import { findBrowser } from './browser.mjs';
import { startHost } from './host.mjs';

const { extension, tests, workspace, screenshots, viewport, kept, limitMs } = readArguments(
  process.argv.slice(2),
);
const log = (line) => console.log(line);
const data = kept ?? (await mkdtemp(join(tmpdir(), 'mailtxt-vscode-')));
let status = 1;
try {
  status = await runTests();
} finally {
  if (kept === undefined) await rm(data, { recursive: true, force: true, maxRetries: 5 });
}
process.exit(status);

async function runTests() {
  const { executablePath, env } = await findBrowser(log);
  const host = await startHost({ data, log });
  const browser = await chromium.launch({
    executablePath,
    env,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage({ viewport });
    return await waitForTests(page, host);
  } finally {
    await browser.close();
    host.stop();
  }
}

async function waitForTests(page, { port, url }) {
  const ended = new Promise((resolve, reject) => {
    void page.exposeFunction('codeAutomationExit', resolve);
    page.on('crash', () => reject(new Error('The browser page crashed.')));
    setTimeout(() => reject(new Error(`The tests did not end within ${limitMs / 1000} s.`)), limitMs).unref();
  });
  const logged = [];
  await page.exposeFunction('codeAutomationLog', async (type, args) => {
    if (kept === undefined) logged.push(args.join(' '));
    else await appendFile(join(kept, 'window.log'), `${args.join(' ')}\n`);
  });
  await page.addInitScript(develop, {
    extensions: [remoteUri(port, extension)],
    extensionTestsPath: remoteUri(port, tests),
  });
  // The test files contain such hosts, and nothing may connect to them, as an image in a hover would.
  const asked = [];
  page.on('request', (request) => {
    if (new URL(request.url()).hostname.endsWith('.test')) asked.push(request.url());
  });
  await page.goto(`${url}/?folder=${encodeURIComponent(workspace)}`);

  const done = new AbortController();
  const notes = answerNotes(page, done.signal);
  try {
    const testStatus = await ended;
    if (asked.length > 0) console.log(`The editor requested ${asked.join(', ')}.`);
    return asked.length > 0 ? 1 : testStatus;
  } catch (error) {
    // The workbench logs a lot, which matters only if the tests were never reached.
    console.log(logged.join('\n'));
    await page.screenshot({ path: join(screenshots, 'failed.png') }).catch(() => {});
    throw error;
  } finally {
    done.abort();
    await notes;
  }
}

/** Runs in the page before the workbench, whose options are in an attribute of the page. */
function develop(developmentOptions) {
  const { getAttribute } = Element.prototype;
  Element.prototype.getAttribute = function (name) {
    const value = getAttribute.call(this, name);
    if (this.id !== 'vscode-workbench-web-configuration' || name !== 'data-settings') return value;
    return JSON.stringify({ ...JSON.parse(value), developmentOptions });
  };
}

function remoteUri(port, path) {
  return { scheme: 'vscode-remote', authority: `127.0.0.1:${port}`, path };
}

/**
 * The tests cannot control the browser. They leave files in the folder: NAME.wanted for a picture, NAME.page for the
 * text of a page, NAME.key for a key to press. They continue when the file is gone. NAME.reload reloads the window,
 * which restarts the tests.
 */
async function answerNotes(page, signal) {
  await mkdir(screenshots, { recursive: true });
  while (!signal.aborted) {
    for (const note of await readdir(screenshots)) {
      const path = join(screenshots, note);
      if (note.endsWith('.wanted')) {
        await page.screenshot({ path: path.replace(/\.wanted$/, '.png') });
      } else if (note.endsWith('.page')) {
        const text = await textOfPage(page, JSON.parse(await readFile(path, 'utf8')));
        await writeFile(`${path}.answer`, JSON.stringify(text));
      } else if (note.endsWith('.key')) {
        await page.keyboard.press(JSON.parse(await readFile(path, 'utf8')));
      } else if (note.endsWith('.reload')) {
        await rm(path);
        await page.reload();
        continue;
      } else continue;
      await rm(path);
    }
    await delay(100);
  }
}

/**
 * The text of the page with that title, after pressing the first button with that name. The editor shows it in a frame.
 */
async function textOfPage(page, { title, press }) {
  for (let i = 0; i < 100; i++) {
    for (const frame of page.frames()) {
      const main = frame.locator('main', { has: frame.locator('h1', { hasText: title }) });
      if (!(await main.isVisible().catch(() => false))) continue;
      if (press) await main.getByRole('button', { name: press }).first().click();
      return main.innerText();
    }
    await delay(100);
  }
  return '';
}

function readArguments(args) {
  const optional = (name) => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
  const option = (name) => {
    const found = optional(name);
    if (!found) throw new Error(`--${name}= is missing`);
    return resolve(found);
  };
  const [width, height] = (optional('size') ?? '1280x800').split('x').map(Number);
  const folder = args.find((arg) => !arg.startsWith('-'));
  if (!folder) throw new Error('The folder to open is missing');
  return {
    extension: option('extensionDevelopmentPath'),
    tests: option('extensionTestsPath'),
    workspace: resolve(folder),
    // Options for the pictures, which VS Code does not know.
    screenshots: resolve(optional('pictures') ?? join(root, '.vscode-test', 'screenshots')),
    viewport: { width, height },
    // A folder for settings, state and logs that is kept. Without it, the folder is temporary.
    kept: optional('keep-data-in'),
    limitMs: Number(optional('limit') ?? 180) * 1000,
  };
}
