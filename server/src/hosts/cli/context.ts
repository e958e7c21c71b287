import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

import { CONFIG_FILE } from '../../analysis/input/config.ts';
import { foldersUpTo, realPathOf, repositoryOf } from '../node/paths.ts';

/** Documents that are read from the workspaces of named files. This is 10 times the size of the largest known repository of zones. */
export const MAX_CONTEXT_FILES = 20_000;
/** UTF-16 units of all documents that are read from the workspaces of named files. They take several times as much memory. */
export const MAX_CONTEXT_LENGTH = 100 * 1024 * 1024;
/** Files that are visited while searching the workspaces of named files: a few seconds of work. */
export const MAX_CONTEXT_SEEN = 200_000;

/**
 * The folder that a file is checked in: the repository, or otherwise the folder of the nearest settings. `undefined` if there is
 * neither, or if that is a home folder or the root of the disk: then the file is checked only with the files that it reads itself.
 */
export function contextFolderOf(folder: string): string | undefined {
  const found = repositoryOf(folder) ?? settingsFolderOf(folder);
  if (found === undefined || dirname(found) === found) return undefined;
  return realPathOf(found) === realPathOf(homedir()) ? undefined : found;
}

function settingsFolderOf(folder: string): string | undefined {
  for (const at of foldersUpTo(folder)) if (existsSync(join(at, CONFIG_FILE))) return at;
  return undefined;
}

/** Tracks how much has been read from the workspaces of named files. */
export class ContextLimits {
  private files = 0;
  private length = 0;
  private seen = 0;

  /** Counts a visited file. */
  looked(): void {
    this.seen++;
  }

  read(text: string): void {
    this.files++;
    this.length += text.length;
  }

  /** The predicate of a sentence whose subject is the folder. `undefined`: no limit is reached. */
  get reached(): string | undefined {
    if (this.files >= MAX_CONTEXT_FILES) return `was only read up to the limit of ${MAX_CONTEXT_FILES} files`;
    if (this.length >= MAX_CONTEXT_LENGTH)
      return `was only read up to the limit of ${MAX_CONTEXT_LENGTH} characters`;
    return this.seen >= MAX_CONTEXT_SEEN
      ? `was only searched up to the limit of ${MAX_CONTEXT_SEEN} files`
      : undefined;
  }
}
