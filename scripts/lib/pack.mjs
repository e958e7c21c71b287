import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { stageCommand } from './command-package.mjs';
import { stageExtension } from './extension.mjs';

/** Packs the built extension, with all checks of vsce. */
export function packExtension(packagePath) {
  return inScratch(async (cwd) => {
    await stageExtension(cwd);
    await createVSIX({ cwd, packagePath });
  });
}

/**
 * Packs the built command, server and library.
 *
 * @returns {Promise<string>} the name of the file in the folder
 */
export function packCommand(folder) {
  return inScratch(async (cwd) => {
    await stageCommand(cwd);
    const { status, stdout, stderr } = spawnSync('npm', ['pack', '--json', '--pack-destination', folder], {
      cwd,
      encoding: 'utf8',
      shell: process.platform === 'win32',
    });
    if (status !== 0) throw new Error(`npm could not pack the command:\n${stderr}`);
    return JSON.parse(stdout)[0].filename;
  });
}

async function inScratch(work) {
  const cwd = await mkdtemp(join(tmpdir(), 'mailtxt-package-'));
  try {
    return await work(cwd);
  } finally {
    await rm(cwd, { recursive: true, force: true });
  }
}
