import { spawn } from 'node:child_process';
import { readFile, rename, rm, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Lists the packages of a folder, once all of them are there. */
const STAMP = 'installed.txt';

/** @returns {Promise<boolean>} whether `folder` holds these packages */
export async function isInstalled(folder, packages) {
  return (await readFile(join(folder, STAMP), 'utf8').catch(() => '')) === packages.join('\n');
}

/**
 * Installs these packages, each `name@exact-version`, into `folder`, unless it has them already. They
 * are not dependencies of the project, because only developers who run the editor need their few hundred megabytes.
 *
 * @param {string} folder
 * @param {string[]} packages
 * @param {(folder: string) => Promise<void>} finish completes the installation
 * @param {() => void} announce called before anything is downloaded
 */
export async function installOnce(folder, packages, finish, announce) {
  if (await isInstalled(folder, packages)) return;
  announce();

  // Into a temporary folder first, so that other processes find either the complete folder or none.
  const fresh = `${folder}.${process.pid}`;
  await mkdir(fresh, { recursive: true });
  try {
    await writeFile(join(fresh, 'package.json'), '{ "private": true }\n');
    await npmInstall(fresh, packages);
    await finish(fresh);
    await writeFile(join(fresh, STAMP), packages.join('\n'));
    await rm(folder, { recursive: true, force: true });
    await mkdir(dirname(folder), { recursive: true });
    await rename(fresh, folder);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

/** No install scripts, because the packages work without them. */
export function npmInstall(folder, packages = []) {
  const options = [
    '--omit=dev',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--no-progress',
  ];
  return run('npm', ['install', ...packages, ...options], {
    cwd: folder,
    shell: process.platform === 'win32',
  });
}

/** Runs a program to its end without output; if it fails, the error contains what it printed. */
export function run(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk) => (output = (output + chunk).slice(-4000));
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`${command} ${args.join(' ')} ended with status ${code}:\n${output}`)),
    );
  });
}
