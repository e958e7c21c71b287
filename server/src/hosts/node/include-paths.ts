import { statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

import type { DocumentPath } from '../../analysis/finding.ts';
import { foldersUpTo, isInside, realPathOf, toDocumentPath } from './paths.ts';

/** Whether text that names a file can be the path of one. */
export function isPath(target: string): boolean {
  return !target.includes('\0') && target.length <= MAX_PATH;
}

/** Characters of a path (PATH_MAX of Linux). Longer paths do not exist. */
const MAX_PATH = 4096;

/**
 * Parts of an absolute path that are looked up in the folders around a file: each part is tried in each folder. A path on a name
 * server, such as "/var/named/chroot/etc/zones/common", has fewer.
 */
export const MAX_INCLUDE_PARTS = 16;

/** The most likely path first. A name server resolves relative names in its own working folder, which is unknown here. */
export function* includeCandidates(
  target: string,
  folder: string,
  top: string,
  serverFolders: readonly string[],
): Generator<string> {
  const parts = toDocumentPath(target)
    .split('/')
    .filter((part) => part !== '' && part !== '.');
  const absolute = target.startsWith('/');
  if (absolute) yield target;
  else yield join(folder, target);
  const places = [...foldersUpTo(folder, top), ...serverFolders];
  if (!absolute) {
    for (const place of places) yield join(place, target);
    return;
  }
  // The repository may have "/etc/bind/zones/common" as "bind/zones/common" or "zones/common".
  for (let skip = Math.max(0, parts.length - MAX_INCLUDE_PARTS); skip < parts.length - 1; skip++) {
    for (const place of places) yield join(place, ...parts.slice(skip));
  }
  const name = parts.at(-1);
  if (name !== undefined) yield join(folder, name);
}

/** The real path, if it is a file inside one of the folders. */
export function resolveInside(path: string, folders: readonly string[]): DocumentPath | undefined {
  const located = locateInside(path, folders);
  if (located === undefined) return undefined;
  return statSync(located.real, { throwIfNoEntry: false })?.isFile() === true ? located.path : undefined;
}

/** A file or folder inside one of the folders: its real path, and the path without links that searches use. */
export function locateInside(
  path: string,
  folders: readonly string[],
): { readonly real: string; readonly path: DocumentPath } | undefined {
  const real = isAbsolute(path) ? realPathOf(path) : undefined;
  if (real === undefined) return undefined;
  for (const folder of folders) {
    const realFolder = realPathOf(folder);
    if (realFolder === undefined || !isInside(toDocumentPath(real), toDocumentPath(realFolder))) continue;
    return { real, path: toDocumentPath(join(folder, real.slice(realFolder.length))) };
  }
  return undefined;
}
