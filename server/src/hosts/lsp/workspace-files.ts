import { existsSync, statSync } from 'node:fs';
import { basename, isAbsolute } from 'node:path';
import type { DocumentPath } from '../../analysis/finding.ts';
import { CONFIG_FILE } from '../../analysis/input/config.ts';
import { claimByName, formatByContent, isCandidate } from '../../analysis/input/formats.ts';
import type { DocumentFormat } from '../../analysis/input/formats.ts';
import { ConfigFiles } from '../node/config-files.ts';
import { readConfig } from '../node/read-config.ts';
import { searchFolder, type SearchHit } from '../node/search.ts';
import type { SeenFiles } from '../node/seen-files.ts';
import { isServerConfigName } from '../node/server-configs.ts';
import { readTextFile } from '../node/text-file.ts';

/** A file with records, as a search finds it. */
export interface IndexedText {
  readonly format: DocumentFormat;
  readonly text: string;
}

/** The files of the open folders, as the command line finds and reads them. */
export interface WorkspaceFiles {
  /** Searches step by step, so that other work can run in between. Finds nothing if a folder is not on this disk. */
  search(folders: readonly DocumentPath[], seen?: SeenFiles): AsyncIterable<SearchHit>;
  /** `undefined`: the file does not exist, has no records, or cannot be read, which is passed to `failed`. */
  read(path: DocumentPath, failed: (reason: string) => void): IndexedText | undefined;
  /** A stamp that changes whenever the file or folder changes. `undefined` if it does not exist. */
  stampOf(path: DocumentPath): string | undefined;
  isFolder(path: DocumentPath): boolean;
  /** Whether a file of that name may have records, or determines which files have records. */
  mayMatter(path: DocumentPath): boolean;
  /** Whether a file of that name determines which files are found: settings and ignore files. */
  isRuleFile(path: DocumentPath): boolean;
}

export const diskFiles: WorkspaceFiles = {
  async *search(folders, seen) {
    const configs = new ConfigFiles(() => Promise.resolve({ readConfig }));
    for (const folder of folders) {
      // An editor may have an open folder that is not on this disk.
      if (isAbsolute(folder) && existsSync(folder)) yield* searchFolder(folder, configs, { seen });
    }
  },
  read(path, failed) {
    const named = claimByName(path);
    if (named?.claim !== 'yes' && !isCandidate(path)) return undefined;
    const file = readTextFile(path);
    if (file.kind === 'unreadable') {
      if (!file.binary && existsSync(path)) failed(file.reason);
      return undefined;
    }
    const format = named?.format ?? formatByContent(path, file.text);
    return format && { format: format.id, text: file.text };
  },
  stampOf(path) {
    try {
      const stats = statSync(path, { throwIfNoEntry: false });
      return stats && `${stats.mtimeMs} ${stats.size} ${stats.ino}`;
    } catch {
      return undefined;
    }
  },
  isFolder(path) {
    try {
      return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
    } catch {
      return false;
    }
  },
  mayMatter: (path) => diskFiles.isRuleFile(path) || claimByName(path)?.claim === 'yes' || isCandidate(path),
  isRuleFile(path) {
    const name = basename(path);
    return name === '.gitignore' || name === CONFIG_FILE || isServerConfigName(name);
  },
};
