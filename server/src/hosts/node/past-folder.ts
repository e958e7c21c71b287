import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import type { Dirent } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

import type { DocumentPath } from '../../analysis/finding.ts';
import { writeCommit } from './commit-files.ts';
import { gitignoreAbove, isIgnored, withGitignore } from './ignore-files.ts';
import { isInside, toDocumentPath } from './paths.ts';

/** Files that are copied next to those of a commit, because git ignores them or they belong to submodules. */
export const MAX_IGNORED_FILES = 20_000;

/** Octets of a file that is copied next to those of a commit. A variable file or a module is smaller. */
export const MAX_IGNORED_OCTETS = 16 * 1024 * 1024;

/** A repository as it was at a commit, in a separate folder. */
export interface PastFolder {
  /** The top of the repository. */
  readonly repository: string;
  /** The folder with the files of that commit. */
  readonly folder: string;
  /** The files of the commit, relative to the top of the repository. */
  readonly files: ReadonlySet<string>;
  /** The path of a repository file at that commit. Other paths are not changed. */
  toPast(path: string): string;
  /** The inverse of `toPast`. */
  toPresent(path: string): DocumentPath;
  remove(): void;
}

/**
 * Writes the files of a commit into a temporary folder. Files that git ignores, such as installed modules and variable files, are
 * never part of a change, so the present ones are copied. The same applies to submodules.
 *
 * @throws CommitFault
 */
export async function pastFolder(repository: string, commit: string): Promise<PastFolder> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'mailtxt-')));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const { files, submodules } = await writeCommit(repository, commit, folder);
    copyIgnored(repository, folder, files, submodules);
    // Searches for a repository must stop at this folder.
    mkdirSync(join(folder, '.git'));
    const moved = (path: string, from: string, to: string): string =>
      isInside(path, from) ? join(to, relative(from, path)) : path;
    return {
      repository,
      folder,
      files,
      toPast: (path) => moved(path, repository, folder),
      toPresent: (path) => toDocumentPath(moved(path, folder, repository)),
      remove,
    };
  } catch (error) {
    remove();
    throw error;
  }
}

function copyIgnored(
  repository: string,
  folder: string,
  files: ReadonlySet<string>,
  submodules: readonly string[],
): void {
  const folders = new Set(['.', ...Array.from(files, (file) => dirname(file))]);
  let left = MAX_IGNORED_FILES;
  for (const path of submodules) left -= copyFolder(join(repository, path), join(folder, path), left);
  for (const at of folders) {
    const present = join(repository, at);
    const others = entriesOf(present).filter(({ name }) => !existsSync(join(folder, at, name)));
    const modules = others.find((entry) => entry.name === '.terraform' && entry.isDirectory());
    if (modules !== undefined)
      left -= copyFolder(join(present, '.terraform/modules'), join(folder, at, '.terraform/modules'), left);
    const candidates = others.filter((entry) => entry.isFile());
    if (candidates.length === 0) continue;
    const ignored = withGitignore(present === repository ? [] : gitignoreAbove(present), present);
    for (const { name } of candidates) {
      const path = join(present, name);
      if (left <= 0 || !isIgnored(ignored, toDocumentPath(path), false)) continue;
      if (statSync(path).size > MAX_IGNORED_OCTETS) continue;
      copyFileSync(path, join(folder, at, name));
      left--;
    }
  }
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // The folder was deleted after the commit.
    return [];
  }
}

/** Returns the number of copied files. Links are not followed. */
function copyFolder(from: string, to: string, most: number): number {
  let copied = 0;
  if (!existsSync(from)) return 0;
  cpSync(from, to, {
    recursive: true,
    filter: (source) => {
      const stats = statSync(source, { throwIfNoEntry: false });
      if (stats?.isDirectory() === true) return true;
      if (stats?.isFile() !== true || stats.size > MAX_IGNORED_OCTETS || copied >= most) return false;
      copied++;
      return true;
    },
  });
  return copied;
}
