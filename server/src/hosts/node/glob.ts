import { readdirSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { join } from 'node:path';

import type { DocumentPath } from '../../analysis/finding.ts';
import { toDocumentPath } from './paths.ts';

/** Never what somebody put there: version control, packages, caches. */
const SKIPPED_FOLDERS = new Set(['.git', '.hg', '.svn', 'node_modules', '.terraform']);
/** Entries that are looked at. */
const MAX_ENTRIES = 100_000;
const MAX_DEPTH = 20;
/** `{a,b}{c,d}…` could stand for any number of patterns. */
const MAX_PATTERNS = 100;

/**
 * The files below a folder that a pattern names: `*`, `?`, `**` for any folders, `{a,b}`. Links are not followed and a
 * pattern never leads out of the folder. By name.
 */
export function filesMatching(folder: string, patterns: readonly string[]): readonly DocumentPath[] {
  const wanted = patterns.flatMap(alternatives).slice(0, MAX_PATTERNS).map(toRegExp);
  if (wanted.length === 0) return [];
  const found: DocumentPath[] = [];
  const open: { readonly path: string; readonly name: string; readonly depth: number }[] = [
    { path: folder, name: '', depth: 0 },
  ];
  let seen = 0;
  for (let at = open.pop(); at !== undefined && seen < MAX_ENTRIES; at = open.pop()) {
    for (const entry of entriesOf(at.path)) {
      if (++seen > MAX_ENTRIES) break;
      const name = at.name === '' ? entry.name : `${at.name}/${entry.name}`;
      const path = join(at.path, entry.name);
      if (entry.isDirectory()) {
        if (!SKIPPED_FOLDERS.has(entry.name) && at.depth < MAX_DEPTH)
          open.push({ path, name, depth: at.depth + 1 });
      } else if (entry.isFile() && wanted.some((pattern) => pattern.test(name))) {
        found.push(toDocumentPath(path));
      }
    }
  }
  return found.sort();
}

/** What patterns say of a file's name, its folders left aside: `*.{xml,zip}` of `reports/**\/*.{xml,zip}`. */
export function namePatterns(patterns: readonly string[]): readonly string[] {
  return [...new Set(patterns.flatMap(alternatives).map((one) => one.slice(one.lastIndexOf('/') + 1)))]
    .map((name) => (name === '**' ? '*' : name))
    .slice(0, MAX_PATTERNS);
}

/** Whether a name, without folders, is one of those. */
export function isNamedBy(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => toRegExp(pattern).test(name));
}

function entriesOf(path: string): readonly Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    // A folder that cannot be read has no file that could be.
    return [];
  }
}

/** `a.{xml,zip}` stands for `a.xml` and `a.zip`. */
function alternatives(pattern: string): readonly string[] {
  let patterns = [pattern];
  for (let rounds = 0; rounds < 5 && patterns.length <= MAX_PATTERNS; rounds++) {
    patterns = patterns.flatMap((one) => {
      const braces = /\{([^{}]*)\}/.exec(one);
      if (braces === null) return [one];
      const before = one.slice(0, braces.index);
      const behind = one.slice(braces.index + braces[0].length);
      return (braces[1] ?? '').split(',').map((choice) => before + choice + behind);
    });
  }
  return patterns;
}

function toRegExp(pattern: string): RegExp {
  const parts = pattern.replace(/^\.\//, '').split('/');
  const source = parts.map((part, i) => {
    const isLast = i === parts.length - 1;
    if (part === '**') return isLast ? '.*' : '(?:[^/]+/)*';
    const text = part
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*+/g, '[^/]*')
      .replace(/\?/g, '[^/]');
    return isLast ? text : `${text}/`;
  });
  return new RegExp(`^${source.join('')}$`);
}
