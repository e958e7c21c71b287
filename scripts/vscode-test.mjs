// Runs test/vscode in a real VS Code: the desktop build if it is available, otherwise the one from npm.
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import * as esbuild from 'esbuild';
import { unzipSync } from 'fflate';
import { packExtension } from './lib/pack.mjs';
import { root } from './lib/project.mjs';

const scratch = join(root, '.vscode-test');

/** @returns {Promise<{ passed: number, failed: number }>} */
export async function testInEditor() {
  const suite = join(scratch, 'suite');
  await rm(suite, { recursive: true, force: true });
  await esbuild.build({
    entryPoints: { index: join(root, 'test/vscode/index.ts') },
    outdir: suite,
    bundle: true,
    platform: 'node',
    target: 'node20',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
  await rm(join(scratch, 'screenshots'), { recursive: true, force: true });

  let endedWell = true;
  const temporary = await mkdtemp(join(tmpdir(), 'mailtxt-vscode-'));
  try {
    // The tests change the files.
    const workspace = join(temporary, 'workspace');
    const extension = await unpackedExtension(temporary);
    await cp(join(root, 'test/vscode/workspace'), workspace, { recursive: true });
    await runTests({
      vscodeExecutablePath: await findEditor(),
      extensionDevelopmentPath: extension,
      extensionTestsPath: join(suite, 'index.js'),
      launchArgs: [workspace, `--user-data-dir=${join(temporary, 'data')}`, '--disable-extensions'],
    }).catch((error) => {
      endedWell = false;
      console.error(String(error));
    });
  } finally {
    await rm(temporary, { recursive: true, force: true, maxRetries: 5 });
  }
  const results = await readFile(join(suite, 'results.json'), 'utf8').then(JSON.parse, () => []);
  for (const { title, error } of results) console.log(error ? `  ✗ ${title}\n${error}` : `  ✓ ${title}`);
  const failed = results.filter(({ error }) => error).length;
  // Fails without results, because the editor did not reach the tests, and if the editor failed although no test did.
  const failedOutside = results.length === 0 || (failed === 0 && !endedWell);
  return { passed: results.length - failed, failed: failedOutside ? 1 : failed };
}

/** The extension as an editor installs it: packed, and unpacked into a folder outside of the project. */
async function unpackedExtension(folder) {
  const packed = join(folder, 'mailtxt.vsix');
  await packExtension(packed);
  for (const [name, octets] of Object.entries(unzipSync(await readFile(packed)))) {
    const path = join(folder, name);
    if (name.endsWith('/')) continue;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, octets);
  }
  return join(folder, 'extension');
}

async function findEditor() {
  const hosted = join(root, 'scripts/editor-host/launch.mjs');
  if (process.env.MAILTXT_EDITOR === 'npm') return hosted;
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    console.log('No display: the tests run in the VS Code from npm, in a headless browser.');
    return hosted;
  }
  try {
    return await downloadAndUnzipVSCode({ version: 'stable', cachePath: scratch, timeout: 30_000 });
  } catch (error) {
    console.log(
      `The desktop VS Code is not available (${error.message}): the tests run in the one from npm.`,
    );
    return hosted;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { passed, failed } = await testInEditor();
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}
