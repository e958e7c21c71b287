// Which packages are in the bundles, by the metafile of esbuild, and their licenses.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * @typedef {object} BundledPackage
 * @property {string} name
 * @property {string} version
 * @property {string} license an SPDX identifier
 * @property {readonly { file: string, text: string }[]} texts of its license, and of notices that have to go with it
 * @property {string | undefined} homepage
 * @property {string} location `node_modules/NAME`, from the project's folder
 */

/** Licenses that allow bundling a package into an MIT-licensed product, as long as their text is included. */
export const ALLOWED_LICENSES = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MPL-2.0',
  'Unlicense',
];

/** Data in packages that has another origin and license than the package. */
const DATA = [
  {
    inPackage: 'tldts',
    name: 'Public Suffix List',
    license: 'MPL-2.0',
    homepage: 'https://publicsuffix.org/',
    source: 'https://publicsuffix.org/list/public_suffix_list.dat',
    licenseFile: 'scripts/licenses/MPL-2.0.txt',
  },
];

/**
 * The packages that are in the outputs, at least in part, by name.
 *
 * @param {string} root
 * @param {readonly import('esbuild').Metafile[]} metafiles of builds whose working folder is the root
 * @returns {Promise<readonly BundledPackage[]>}
 * @throws if a package has no license text, or a license that is not allowed
 */
export async function bundledPackages(root, metafiles) {
  const locations = new Set();
  for (const { outputs } of metafiles) {
    for (const { inputs } of Object.values(outputs)) {
      for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
        const location = bytesInOutput > 0 ? packageFolder(path) : undefined;
        if (location !== undefined) locations.add(location);
      }
    }
  }
  const packages = await Promise.all([...locations].map((location) => readPackage(root, location)));
  return packages.sort((a, b) => (a.name + a.version < b.name + b.version ? -1 : 1));
}

/** `node_modules/a/node_modules/@b/c` for a file in that package; `undefined` for our own files. */
export function packageFolder(path) {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
}

async function readPackage(root, location) {
  const folder = join(root, location);
  const { name, version, license, homepage, repository } = JSON.parse(
    await readFile(join(folder, 'package.json'), 'utf8'),
  );
  if (!ALLOWED_LICENSES.includes(license)) {
    throw new Error(
      `${name} ${version} is bundled under "${license}", which scripts/lib/bundled.mjs does not allow.`,
    );
  }
  const texts = [...(await textsIn(folder)), ...(await textOfRepository(root, `${name}-${version}`))];
  if (!texts.some(({ file, text }) => !/notice/i.test(file) && text.trim().length > 200)) {
    throw new Error(
      `${name} ${version} is bundled, and has no file with the text of its license (${license}).`,
    );
  }
  return { name, version, license, texts, homepage: homepage ?? urlOf(repository), location };
}

async function textsIn(folder) {
  const files = (await readdir(folder)).filter((file) =>
    /^(?:licen[cs]e|copying|notice|third-?party-?notices?)(?:[.-]|$)/i.test(file),
  );
  return Promise.all(
    files.sort().map(async (file) => ({ file, text: await readFile(join(folder, file), 'utf8') })),
  );
}

/** The license of a package that does not publish it: from its repository, only for this version. */
async function textOfRepository(root, nameAndVersion) {
  const file = `${nameAndVersion.replace('/', '-')}.txt`;
  const text = await readFile(join(root, 'scripts/licenses', file), 'utf8').catch(() => undefined);
  return text === undefined ? [] : [{ file, text }];
}

function urlOf(repository) {
  const url = typeof repository === 'string' ? repository : repository?.url;
  return url?.replace(/^git\+/, '').replace(/\.git$/, '');
}

/** The data in these packages. */
export async function bundledData(root, packages) {
  const present = DATA.filter(({ inPackage }) => packages.some(({ name }) => name === inPackage));
  return Promise.all(
    present.map(async (data) => ({ ...data, text: await readFile(join(root, data.licenseFile), 'utf8') })),
  );
}
