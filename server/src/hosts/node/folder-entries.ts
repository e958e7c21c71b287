import { isUtf8 } from 'node:buffer';
import { readdirSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { join } from 'node:path';

import { decodeText } from './encoding.ts';

export interface FolderEntries {
  readonly entries: readonly Dirent[];
  /** Entries whose names are not UTF-8, so that no text can name them. Linux allows any octets in a name. */
  readonly misnamed: readonly MisnamedEntry[];
}

export interface MisnamedEntry {
  /** The displayed form of the name: `caf\xe9.zone`. */
  readonly name: string;
  /** The octets of the name in the file system. */
  readonly path: Buffer;
  readonly isFolder: boolean;
  readonly isFile: boolean;
}

/** @throws errors of the file system */
export function readFolder(folder: string): FolderEntries {
  const entries = readdirSync(folder, { withFileTypes: true });
  if (!entries.some(({ name }) => name.includes(REPLACEMENT))) return { entries, misnamed: [] };
  const misnamed: MisnamedEntry[] = [];
  const broken = new Set<string>();
  for (const entry of readdirSync(folder, { withFileTypes: true, encoding: 'buffer' })) {
    if (isUtf8(entry.name)) continue;
    broken.add(entry.name.toString());
    misnamed.push({
      name: escaped(entry.name),
      path: Buffer.concat([Buffer.from(join(folder, '/')), entry.name]),
      isFolder: entry.isDirectory(),
      isFile: entry.isFile(),
    });
  }
  return { entries: entries.filter(({ name }) => !broken.has(name)), misnamed };
}

/** The replacement of Node.js for octets that are not UTF-8. A name may also contain it as a character. */
const REPLACEMENT = '\uFFFD';

function escaped(name: Buffer): string {
  // With the "u" flag, a surrogate that is half of a pair does not match.
  return decodeText(name).replace(
    /[\uDC80-\uDCFF]/gu,
    (unit) => `\\x${(unit.charCodeAt(0) & 0xff).toString(16)}`,
  );
}

/** The predicate of a sentence whose subject is the name. */
export const MISNAMED = 'was not read because its name is not UTF-8: rename it';
