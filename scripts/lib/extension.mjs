// The extension as a folder of its own: what its package has, and nothing of the command or the library.
import { readFileSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { absoluteLinks } from './absolute-links.mjs';
import { loadedFiles } from './loaded-files.mjs';
import { root } from './project.mjs';

/** Where the extension begins, and where the server does; then that of browsers. */
const ENTRIES = ['dist/extension.js', 'dist/server.js', 'dist/worker.js', 'dist/node-modules.js'];

/** Copied as they are, folders whole. */
const COPIED = [
  'CHANGELOG.md',
  'LICENSE',
  'dist/THIRD-PARTY-NOTICES.txt',
  'dist/report.css',
  'dist/report.js',
  'dist/rule-pages.json',
  'dist/sbom.cdx.json',
  'dist/worker-files.json',
  'dist/worker-loader.js',
  'docs/extension/icon.png',
  'language-configuration.json',
  'schemas/mailtxt.schema.json',
  'schemas/mailtxt-baseline.schema.json',
  'snippets',
  'syntaxes',
];

/** What an extension's manifest has no use for: it is about the command, the library and the work on both. */
const LEFT_OUT = [
  'allowScripts',
  'bin',
  'devDependencies',
  'exports',
  'files',
  'man',
  'overrides',
  'scripts',
];

/**
 * Lays out the extension in a folder, from what is built.
 *
 * @param {string} folder is made, and emptied first
 */
export async function stageExtension(folder) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  for (const path of [...COPIED, ...picturesOf(manifest), ...codeOf(ENTRIES)]) {
    await cp(join(root, path), join(folder, path), { recursive: true });
  }
  for (const key of LEFT_OUT) delete manifest[key];
  manifest.files = ['**'];
  manifest.engines = { vscode: manifest.engines.vscode };
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const source = 'docs/extension/README.md';
  const readme = await readFile(join(root, source), 'utf8');
  await writeFile(join(folder, 'README.md'), absoluteLinks(readme, dirname(source), manifest));
}

/** The pictures of the walkthrough. */
function picturesOf({ contributes }) {
  const images = contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.image));
  return new Set(images.flatMap((themes) => Object.values(themes)));
}

function codeOf(entries) {
  return loadedFiles(entries, (path) => readFileSync(join(root, path), 'utf8'));
}
