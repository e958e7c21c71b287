import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { absoluteLinks } from './absolute-links.mjs';
import { root } from './project.mjs';

/**
 * The rule pages by name, in one file for the extension: as separate files they would take three times as much space.
 */
export async function rulePages() {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const names = (await readdir(join(root, 'docs/rules'))).sort();
  const pages = names.map(async (name) => {
    const text = await readFile(join(root, 'docs/rules', name), 'utf8');
    const isInside = (target) => !target.startsWith('../');
    return [name, absoluteLinks(text, 'docs/rules', manifest, { isInside })];
  });
  return Object.fromEntries(await Promise.all(pages));
}
