// Prepares a release: checks the version, the changelog and the tag, builds everything into release/ with checksums,
// and prints the commands that a person with the accounts then runs. It publishes nothing and changes nothing outside
// of release/.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { packCommand, packExtension } from './lib/pack.mjs';
import { root, version } from './lib/project.mjs';
import { buildSea } from './sea.mjs';

/**
 * The reasons why the version cannot be released.
 *
 * @param {{ version: string, changelog: string, isClean: boolean, tagged: string | undefined, head: string }} state `tagged`:
 *   the commit of the version's tag
 * @returns {readonly string[]} sentences
 */
export function obstacles({ version, changelog, isClean, tagged, head }) {
  const found = [];
  if (!/^\d+\.\d+\.\d+$/.test(version))
    found.push(`"${version}" in package.json is not a version like 1.2.3.`);
  const [newest] = /^## .*$/m.exec(changelog) ?? [];
  if (
    newest === undefined ||
    !new RegExp(`^## \\[?${version.replaceAll('.', '\\.')}\\]?(?: |$)`).test(newest)
  ) {
    found.push(`The first heading of CHANGELOG.md is "${newest ?? ''}", not "## ${version}".`);
  }
  if (!isClean) found.push('There are uncommitted changes.');
  if (tagged === undefined) found.push(`There is no tag v${version}: git tag --sign v${version}`);
  else if (tagged !== head) found.push(`The tag v${version} is not at the checked out commit.`);
  return found;
}

async function state() {
  return {
    version,
    changelog: await readFile(join(root, 'CHANGELOG.md'), 'utf8'),
    isClean: git('status', '--porcelain') === '',
    tagged: git('rev-parse', '--verify', '--quiet', `v${version}^{commit}`) || undefined,
    head: git('rev-parse', 'HEAD'),
  };
}

function git(...args) {
  const { status, stdout } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : '';
}

async function buildAll(folder) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await build();
  await packCommand(folder);
  await packExtension(join(folder, `mailtxt-${version}.vsix`));
  await buildSea(folder).catch((error) => console.log(`Without a single file: ${error.message}`));
}

/** In the format of sha256sum. */
async function writeChecksums(folder) {
  const names = (await readdir(folder)).sort();
  const lines = await Promise.all(
    names.map(async (name) => {
      const hash = createHash('sha256').update(await readFile(join(folder, name)));
      return `${hash.digest('hex')}  ${name}\n`;
    }),
  );
  await writeFile(join(folder, 'SHA256SUMS'), lines.join(''));
  return names;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const found = obstacles(await state());
  for (const sentence of found) console.error(sentence);
  // Building also shows whether the rest is ready.
  if (found.length > 0 && !process.argv.includes('--dry-run')) process.exit(1);
  const folder = join(root, 'release');
  await buildAll(folder);
  const names = await writeChecksums(folder);
  console.log(`release/ has ${names.join(', ')} and SHA256SUMS.

To publish version ${version}:

  npm publish release/mailtxt-${version}.tgz --provenance --access public
  npx vsce publish --packagePath release/mailtxt-${version}.vsix
  npx ovsx publish release/mailtxt-${version}.vsix
  gh release create v${version} release/* --verify-tag --title ${version} --notes-file CHANGELOG.md

Pushing the tag v${version} makes the workflow "release" do the same.`);
}
