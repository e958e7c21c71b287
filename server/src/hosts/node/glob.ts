import { join } from 'node:path';

import type { DocumentPath } from '../../analysis/finding.ts';
import { compileGlobs } from './compiled-glob.ts';
import { readFolder } from './folder-entries.ts';
import type { FolderEntries } from './folder-entries.ts';
import { toDocumentPath } from './paths.ts';

/** Folders that users do not write: version control, packages, caches. */
const SKIPPED_FOLDERS = new Set(['.git', '.hg', '.svn', 'node_modules', '.terraform']);
/** Files and folders that one search for a pattern visits. */
export const MAX_GLOB_ENTRIES = 100_000;
/** Nested folders that one search for a pattern enters. */
const MAX_DEPTH = 20;
/**
 * Characters of paths times characters of patterns: the worst-case number of matching steps. This is enough for
 * 100,000 paths of 50 characters and 4 long patterns. A billion steps take seconds.
 */
export const MAX_MATCHING_STEPS = 1_000_000_000;

export interface FilesMatching {
  /** Sorted by path. */
  readonly paths: readonly DocumentPath[];
  /** Files and folders whose names are not UTF-8, with escapes for invalid octets. */
  readonly misnamed: readonly DocumentPath[];
  /** The patterns that no file matches, if that is certain because all files were visited. */
  readonly unmatched: readonly string[];
  /** Whether a limit was reached, so that not all files and folders were visited. */
  readonly isCut: boolean;
}

/**
 * The files in a folder that match a pattern with `*`, `?`, `**` for any folders, `{a,b}` and `[0-9]`. Links are not followed, and
 * a pattern cannot match outside the folder.
 */
export function filesMatching(folder: string, patterns: readonly string[]): FilesMatching {
  if (patterns.length === 0) return { paths: [], misnamed: [], unmatched: [], isCut: false };
  const isWanted = compileGlobs(patterns);
  const stepsPerCharacter = patterns.reduce((sum, pattern) => sum + pattern.length, 0);
  let steps = 0;
  const names: string[] = [];
  const misnamed: DocumentPath[] = [];
  const open: { readonly path: string; readonly name: string; readonly depth: number }[] = [
    { path: folder, name: '', depth: 0 },
  ];
  let seen = 0;
  const isCut = (): boolean => seen > MAX_GLOB_ENTRIES || steps > MAX_MATCHING_STEPS;
  for (let at = open.pop(); at !== undefined && !isCut(); at = open.pop()) {
    const contents = contentsOf(at.path);
    for (const { name, isFolder, isFile } of contents.misnamed) {
      if (isFolder || (isFile && isWanted(join(at.name, name))))
        misnamed.push(toDocumentPath(join(at.path, name)));
    }
    for (const entry of contents.entries) {
      seen++;
      const name = at.name === '' ? entry.name : `${at.name}/${entry.name}`;
      steps += name.length * stepsPerCharacter;
      if (isCut()) break;
      if (entry.isDirectory()) {
        if (!SKIPPED_FOLDERS.has(entry.name) && at.depth < MAX_DEPTH)
          open.push({ path: join(at.path, entry.name), name, depth: at.depth + 1 });
      } else if (entry.isFile() && isWanted(name)) {
        names.push(name);
      }
    }
  }
  return {
    paths: names.map((name) => toDocumentPath(join(folder, name))).sort(),
    misnamed,
    unmatched: isCut() || misnamed.length > 0 ? [] : patternsWithout(names, patterns),
    isCut: isCut(),
  };
}

/** Takes at most as many steps as the search: each name is compared with each pattern. */
function patternsWithout(names: readonly string[], patterns: readonly string[]): readonly string[] {
  if (names.length === 0) return patterns;
  return patterns.filter((pattern) => {
    const isWanted = compileGlobs([pattern]);
    return !names.some(isWanted);
  });
}

/** The part of a pattern for the file name: `*.{xml,zip}` of `reports/**\/*.{xml,zip}`. */
export function namePatterns(patterns: readonly string[]): readonly string[] {
  return [...new Set(patterns.map(namePattern))];
}

function namePattern(pattern: string): string {
  const name = pattern.slice(pattern.lastIndexOf('/') + 1);
  // `**`, or a part of braces with folders in them.
  return name === '**' || /^[^{]*\}/.test(name) ? '*' : name;
}

function contentsOf(path: string): FolderEntries {
  try {
    return readFolder(path);
  } catch {
    // No file in an unreadable folder can be read.
    return { entries: [], misnamed: [] };
  }
}
