// The npm package as a folder of its own: the command, the server and the library, and nothing of the extension. An
// installation from git has the same files by "files" in package.json.
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { absoluteLinks } from './absolute-links.mjs';
import { root } from './project.mjs';

/** What the manifest says of the package; all else is about the extension, or about work on the source. */
const KEPT = [
  'name',
  'version',
  'description',
  'keywords',
  'license',
  'homepage',
  'repository',
  'bugs',
  'bin',
  'man',
  'exports',
  'files',
];

/**
 * Lays out the npm package in a folder, from what is built.
 *
 * @param {string} folder is made, and emptied first
 */
export async function stageCommand(folder) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  for (const path of [...manifest.files, 'LICENSE']) {
    await cp(join(root, path), join(folder, path), { recursive: true });
  }
  const own = Object.fromEntries(KEPT.map((key) => [key, manifest[key]]));
  own.engines = { node: manifest.engines.node };
  own.sideEffects = false;
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(own, null, 2)}\n`);
  const readme = await readFile(join(root, 'README.md'), 'utf8');
  await writeFile(join(folder, 'README.md'), absoluteLinks(readme, '.', manifest));
}
