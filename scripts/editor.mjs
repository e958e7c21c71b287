// Opens examples/ in VS Code with the extension as it is built now: in the installed VS Code, or otherwise in one from
// npm that a browser shows. `npm run editor -- FOLDER` opens another folder.
import { spawn, spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build } from './build.mjs';
import { startHost } from './editor-host/host.mjs';
import { packExtension } from './lib/pack.mjs';
import { root } from './lib/project.mjs';

const folder = resolve(process.argv[2] ?? join(root, 'examples'));
await build();
if (codeIsInstalled()) openInstalled();
else await openInBrowser();

function codeIsInstalled() {
  return (
    spawnSync('code', ['--version'], { stdio: 'ignore', shell: process.platform === 'win32' }).status === 0
  );
}

function openInstalled() {
  spawn('code', [`--extensionDevelopmentPath=${root}`, folder], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
}

async function openInBrowser() {
  const scratch = join(root, '.vscode-test');
  await mkdir(scratch, { recursive: true });
  const vsix = join(scratch, 'mailtxt.vsix');
  await packExtension(vsix);
  const { url } = await startHost({ data: join(scratch, 'editor'), extension: vsix, log: console.log });
  console.log(
    `\nVS Code with mailtxt is open at:\n\n  ${url}/?folder=${encodeURI(folder)}\n\nCtrl+C ends it.`,
  );
}
