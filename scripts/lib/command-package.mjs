// The npm package as a folder of its own: the command, the server and the library, and nothing of the extension. An
// installation from git gets the same files from "files" in package.json.
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { absoluteLinks } from './absolute-links.mjs';
import { readManifest } from './manifest.mjs';
import { root } from './project.mjs';

/** The keys of the manifest that describe the package. All others are for the extension or for development. */
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
 * Creates the npm package in a folder, from the build.
 *
 * @param {string} folder is created, or emptied if it exists
 */
export async function stageCommand(folder) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const manifest = await readManifest(root);
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
