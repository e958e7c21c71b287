// Runs test/vscode-web in VS Code for the Web on the examples, and compares its findings with those of the command.
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { chromium } from 'playwright-core';
import { findBrowser } from './editor-host/browser.mjs';
import { startWebHost } from './editor-host/web.mjs';
import { stageExtension } from './lib/extension.mjs';
import { root } from './lib/project.mjs';

const limitMs = 180_000;

const log = (line) => console.log(line);

/** @returns {Promise<{ passed: number, failed: number }>} */
export async function testInWebEditor() {
  const temporary = await mkdtemp(join(tmpdir(), 'mailtxt-web-'));
  try {
    const extension = join(temporary, 'extension');
    const workspace = join(temporary, 'workspace');
    await stageExtension(extension);
    // The tests change the files.
    await cp(join(root, 'examples'), workspace, { recursive: true });
    const tests = join(extension, 'test/index.js');
    await bundleTests(tests, expectedIn(workspace));
    const results = await runTests({ extension, workspace, tests });
    for (const { title, error } of results) log(error ? `  ✗ ${title}\n${error}` : `  ✓ ${title}`);
    const failed = results.filter(({ error }) => error).length;
    return { passed: results.length - failed, failed: results.length === 0 ? 1 : failed };
  } finally {
    await rm(temporary, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The findings of the command: `PATH:LINE:COLUMN RULE`, sorted. */
function expectedIn(workspace) {
  const command = join(root, 'dist/mailtxt.js');
  const { stdout } = spawnSync(
    process.execPath,
    [command, 'check', '.', '--format', 'json', '--dns', 'off', '--fail-on', 'never'],
    { cwd: workspace, encoding: 'utf8' },
  );
  return JSON.parse(stdout)
    .findings.map(({ path, rule, range: { start } }) => `${path}:${start.line}:${start.column} ${rule}`)
    .sort();
}

async function bundleTests(outfile, expected) {
  await esbuild.build({
    entryPoints: [join(root, 'test/vscode-web/index.ts')],
    outfile,
    bundle: true,
    format: 'cjs',
    platform: 'browser',
    target: 'es2022',
    external: ['vscode'],
    define: { EXPECTED: JSON.stringify(expected) },
    logLevel: 'warning',
  });
}

async function runTests({ extension, workspace, tests }) {
  const { executablePath, env } = await findBrowser(log);
  const host = await startWebHost({ port: await freePort(), extension, tests, workspace, log });
  const browser = await chromium.launch({
    executablePath,
    env,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
  });
  const logged = [];
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const ended = new Promise((resolve, reject) => {
      void page.exposeFunction('codeAutomationExit', resolve);
      page.on('crash', () => reject(new Error('The browser page crashed.')));
      setTimeout(
        () => reject(new Error(`The tests did not end within ${limitMs / 1000} s.`)),
        limitMs,
      ).unref();
    });
    await page.exposeFunction('codeAutomationLog', (type, args) => void logged.push(args.join(' ')));
    await page.goto(host.url);
    await ended;
  } catch (error) {
    log(logged.join('\n'));
    throw error;
  } finally {
    await browser.close();
    host.stop();
  }
  const line = logged.find((text) => text.startsWith('RESULTS '));
  const results = JSON.parse(line?.slice('RESULTS '.length) ?? '[]');
  if (results.length === 0 || results.some(({ error }) => error !== undefined)) log(logged.join('\n'));
  return results;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, 'localhost', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { passed, failed } = await testInWebEditor();
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}
