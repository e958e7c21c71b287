import type { DocumentPath, FileEdit } from '../analysis/finding.ts';
import type { Workspace } from '../analysis/workspace.ts';
import type { Include } from '../records/document.ts';
import type { SourceText } from '../text/source-text.ts';
import { rangeOf, type Range } from '../text/range.ts';

/** A file or a folder that gets a different path. */
export interface FileRename {
  readonly from: DocumentPath;
  readonly to: DocumentPath;
}

/** The path that an include of a document points to; `undefined` if it is unknown. */
type PathOf = (file: string, from: DocumentPath) => DocumentPath | undefined;

/** The path of a file or folder after the renames. */
export function pathAfter(path: DocumentPath, renames: readonly FileRename[]): DocumentPath {
  for (const { from, to } of renames) {
    if (path === from) return to;
    if (path.startsWith(`${from}/`)) return `${to}${path.slice(from.length)}`;
  }
  return path;
}

/**
 * The edits that update references between files when files are renamed: `$INCLUDE`, modules, and files that Terraform reads. The
 * edits are for the documents under their current paths.
 */
export function editsForRenames(
  workspace: Workspace,
  renames: readonly FileRename[],
  pathOf: PathOf,
): readonly FileEdit[] {
  const edits: FileEdit[] = [];
  for (const path of workspace.paths()) {
    const document = workspace.documentOf(path);
    if (document === undefined) continue;
    const names: NamedPath[] = [];
    for (const include of document.includes()) {
      const target = pathOf(include.file, path);
      const range = nameOf(include, document.text);
      if (target !== undefined && range !== undefined) names.push({ typed: include.file, range, target });
    }
    for (const { file, range } of document.filePaths?.() ?? []) {
      const target = joined(folderOf(path), file);
      if (target !== undefined) names.push({ typed: file, range, target });
    }
    for (const { typed, range, target } of names) {
      const text = typedAfter(typed, path, target, renames);
      if (text !== undefined && text !== typed) edits.push({ path, range, text });
    }
  }
  return edits;
}

/** The references of a document. */
interface NamedPath {
  readonly typed: string;
  readonly range: Range;
  readonly target: DocumentPath;
}

/** The range of only the file name, if the source text is the name itself. */
function nameOf({ file, range }: Include, text: SourceText): Range | undefined {
  const at = text.slice(range.start, range.end).indexOf(file);
  return at < 0 ? undefined : rangeOf(range.start + at, range.start + at + file.length);
}

/** Characters that can be typed as a path in every format, with or without quotes. */
const PLAIN_PATH = /^[A-Za-z0-9_./+@~-]+$/;

/**
 * The text for `target` in `document`, relative to the same folder as the current text; `undefined` if that is unknown.
 */
export function typedAfter(
  typed: string,
  document: DocumentPath,
  target: DocumentPath,
  renames: readonly FileRename[],
): string | undefined {
  const targetAfter = pathAfter(target, renames);
  if (pathAfter(document, renames) === document && targetAfter === target) return typed;
  const folder = folderOf(document);
  if (typed.startsWith('/') || joined(folder, typed) !== target)
    return endAfter(typed, target, targetAfter, renames);
  const relative = relativePath(folderOf(pathAfter(document, renames)), targetAfter);
  if (relative === undefined) return undefined;
  // Terraform reads a path that begins with neither as a module of a registry.
  return plain(/^\.\.?\//.test(typed) && !relative.startsWith('../') ? `./${relative}` : relative);
}

/**
 * The same for a path that is relative to another folder, or that of a server: `/etc/bind/zones/example.com` is identified by its
 * end.
 */
export function endAfter(
  typed: string,
  target: DocumentPath,
  targetAfter: DocumentPath,
  renames: readonly FileRename[],
): string | undefined {
  const typedParts = typed.split('/');
  const targetParts = target.split('/');
  let common = 0;
  while (
    common < Math.min(typedParts.length, targetParts.length) &&
    typedParts.at(-1 - common) === targetParts.at(-1 - common) &&
    typedParts.at(-1 - common) !== ''
  )
    common++;
  if (common === 0) return undefined;
  const base = targetParts.slice(0, -common).join('/');
  const relative = relativePath(pathAfter(base, renames), targetAfter);
  if (relative === undefined || relative.startsWith('../')) return undefined;
  return plain([...typedParts.slice(0, -common), relative].join('/'));
}

function plain(path: string): string | undefined {
  return PLAIN_PATH.test(path) ? path : undefined;
}

function folderOf(path: DocumentPath): DocumentPath {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** `undefined` if the path leaves the root of the disk. */
function joined(folder: DocumentPath, typed: string): DocumentPath | undefined {
  const parts = folder.split('/');
  for (const part of typed.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length < 2) return undefined;
    else parts.pop();
  }
  return parts.join('/');
}

/** The relative path from a folder to a file or another folder; `undefined` between different disks. */
function relativePath(folder: DocumentPath, target: DocumentPath): string | undefined {
  const from = folder.split('/');
  const to = target.split('/');
  let common = 0;
  while (common < from.length && common < to.length && from[common] === to[common]) common++;
  if (common === 0) return undefined;
  const up = from.slice(common).map(() => '..');
  const relative = [...up, ...to.slice(common)].join('/');
  return relative === '' ? undefined : relative;
}
