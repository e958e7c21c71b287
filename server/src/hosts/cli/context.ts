import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

import { CONFIG_FILE } from '../../analysis/input/config.ts';
import { foldersUpTo, realPathOf, repositoryOf } from '../node/paths.ts';

/** Documents that are read of the workspaces of named files. Ten times those of the largest known repository of zones. */
export const MAX_CONTEXT_FILES = 20_000;
/** UTF-16 units of those documents together: they take several times as much memory. */
export const MAX_CONTEXT_LENGTH = 100 * 1024 * 1024;
/** Files that are looked at while searching the workspaces of named files: a few seconds of work. */
export const MAX_CONTEXT_SEEN = 200_000;

/**
 * The folder that a file is checked in: the repository, else the folder of the nearest settings. `undefined` where there is
 * neither, or where that is a home folder or all of the disk: then the file is checked with what it reads itself.
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

/** What may still be read of the workspaces of named files. */
export class ContextLimits {
  private files = 0;
  private length = 0;
  private seen = 0;

  /** A file was looked at. */
  looked(): void {
    this.seen++;
  }

  read(text: string): void {
    this.files++;
    this.length += text.length;
  }

  /** The end of a sentence that the folder begins; `undefined`: no limit is reached. */
  get reached(): string | undefined {
    if (this.files >= MAX_CONTEXT_FILES) return `is read up to ${MAX_CONTEXT_FILES} files`;
    if (this.length >= MAX_CONTEXT_LENGTH) return `is read up to ${MAX_CONTEXT_LENGTH} characters`;
    return this.seen >= MAX_CONTEXT_SEEN ? `is searched up to ${MAX_CONTEXT_SEEN} files` : undefined;
  }
}
