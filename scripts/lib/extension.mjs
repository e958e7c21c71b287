// The extension as a folder of its own: the content of its package, and nothing of the command or the library.
import { readFileSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { absoluteLinks } from './absolute-links.mjs';
import { loadedFiles } from './loaded-files.mjs';
import { root } from './project.mjs';

/** The entry points of the extension and of the server, then those for browsers. */
const ENTRIES = ['dist/extension.js', 'dist/server.js', 'dist/worker.js', 'dist/node-modules.js'];

/** Copied unchanged, with whole folders. */
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
  'l10n',
  'language-configuration.json',
  'schemas/mailtxt.schema.json',
  'schemas/mailtxt-baseline.schema.json',
  'snippets',
  'syntaxes',
];

/**
 * Keys that the manifest of the extension does not need: they are for the command, the library and the development of
 * both.
 */
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
 * Creates the extension in a folder, from the build.
 *
 * @param {string} folder is created, or emptied if it exists
 */
export async function stageExtension(folder) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const paths = [...COPIED, ...(await manifestTexts()), ...picturesOf(manifest), ...codeOf(ENTRIES)];
  for (const path of paths) {
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

/** The texts of the manifest, in English and in each language that there is a translation for. */
async function manifestTexts() {
  return (await readdir(root)).filter((name) => /^package\.nls(?:\.[\w-]+)?\.json$/.test(name));
}

/** The pictures of the walkthrough. */
function picturesOf({ contributes }) {
  const images = contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.image));
  return new Set(images.flatMap((themes) => Object.values(themes)));
}

function codeOf(entries) {
  return loadedFiles(entries, (path) => readFileSync(join(root, path), 'utf8'));
}
