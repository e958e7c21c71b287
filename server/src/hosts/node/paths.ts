import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';

import type { DocumentPath } from '../../analysis/finding.ts';

/** Document paths use `/` on all systems. */
export function toDocumentPath(path: string): DocumentPath {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}

/** Whether `path` is `folder` or inside it, by the names alone. Both must be absolute. */
export function isInside(path: string, folder: string): boolean {
  if (path === folder) return true;
  const prefix =
    folder.endsWith('/') || folder.endsWith(sep) ? folder : folder + (folder.includes('/') ? '/' : sep);
  return path.startsWith(prefix);
}

/** `folder` and its parent folders, innermost first, up to `top` or up to the root. */
export function* foldersUpTo(folder: string, top?: string): Generator<string> {
  let at = folder;
  for (;;) {
    yield at;
    const parent = dirname(at);
    if (at === top || parent === at) return;
    at = parent;
  }
}

/** The folder of the repository that contains `folder`, if any. */
export function repositoryOf(folder: string): string | undefined {
  for (const at of foldersUpTo(folder)) {
    if (existsSync(join(at, '.git'))) return at;
  }
  return undefined;
}

/** The path without symbolic links. `undefined` if it does not exist. */
export function realPathOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/** Cache of real paths, for many files while no folder is replaced. */
export class RealPaths {
  /** Real paths by folder. */
  private readonly folders = new Map<string, string | undefined>();

  /** See `realPathOf`. */
  of(path: string): string | undefined {
    const name = basename(path);
    const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink();
    // A path that ends with `..` has no file name.
    if (isLink !== false || name === '..' || name === '') return realPathOf(path);
    const folder = this.folderOf(path);
    return folder === undefined ? realPathOf(path) : join(folder, name);
  }

  private folderOf(path: string): string | undefined {
    const folder = dirname(path);
    if (!this.folders.has(folder)) this.folders.set(folder, realPathOf(folder));
    return this.folders.get(folder);
  }
}

/** The displayed path: relative to `folder` if it is inside, otherwise absolute. */
export function displayPath(path: DocumentPath, folder: string): string {
  return isInside(path, toDocumentPath(folder)) ? toDocumentPath(relative(folder, path)) : path;
}
