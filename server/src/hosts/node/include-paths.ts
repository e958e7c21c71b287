import { statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';

import type { DocumentPath } from '../../analysis/finding.ts';
import { foldersUpTo, isInside, realPathOf, toDocumentPath } from './paths.ts';

/** Whether text that names a file can be the path of one. */
export function isPath(target: string): boolean {
  return !target.includes('\0') && target.length <= MAX_PATH;
}

/** Characters of a path, as Linux has it (PATH_MAX): longer ones lead nowhere. */
const MAX_PATH = 4096;

/**
 * Parts of an absolute path that are looked for in the folders around a file: each is looked for in each of them. A path of a
 * name server, such as "/var/named/chroot/etc/zones/common", has fewer.
 */
export const MAX_INCLUDE_PARTS = 16;

/** Most likely first. A name server reads a relative name from its own working folder, which nobody knows here. */
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
  // "/etc/bind/zones/common" may be kept as "bind/zones/common" or "zones/common" here.
  for (let skip = Math.max(0, parts.length - MAX_INCLUDE_PARTS); skip < parts.length - 1; skip++) {
    for (const place of places) yield join(place, ...parts.slice(skip));
  }
  const name = parts.at(-1);
  if (name !== undefined) yield join(folder, name);
}

/** The file's own path, symbolic links resolved, when it is a file inside one of the folders. */
export function resolveInside(path: string, folders: readonly string[]): DocumentPath | undefined {
  const located = locateInside(path, folders);
  if (located === undefined) return undefined;
  return statSync(located.real, { throwIfNoEntry: false })?.isFile() === true ? located.path : undefined;
}

/** A file or folder inside one of the folders: where it really is, and the path without links as the searches name it. */
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
