import { statSync } from 'node:fs';
import { join } from 'node:path';

import type { DocumentPath } from '../../analysis/finding.ts';
import { claimByName, formatByContent, isCandidate } from '../../analysis/input/formats.ts';
import type { Format } from '../../analysis/input/formats.ts';
import { STACK_FOLDER } from '../../formats/terraform/terragrunt/recognize.ts';
import type { ConfigFiles } from './config-files.ts';
import type { FileProblem } from './file-problem.ts';
import { decodeText, isBinary } from './encoding.ts';
import { explainFileError } from './file-errors.ts';
import { firstOctets } from './first-octets.ts';
import { MISNAMED, readFolder } from './folder-entries.ts';
import type { FolderEntries, MisnamedEntry } from './folder-entries.ts';
import { gitignoreAbove, gitignoreProblem, isIgnored, withGitignore } from './ignore-files.ts';
import type { IgnoreStack } from './ignore-files.ts';
import { isInside, realPathOf, toDocumentPath } from './paths.ts';
import type { SeenFiles } from './seen-files.ts';
import { isServerConfigName } from './server-configs.ts';
import { CACHE_FILE, isTemporaryName } from './temporary-files.ts';

/** What a search finds. */
export type SearchHit =
  | { readonly kind: 'document'; readonly path: DocumentPath; readonly format: Format }
  /** A name server configuration, which tells the zone of a file. */
  | { readonly kind: 'server-config'; readonly path: DocumentPath }
  /** A searched folder, before its content. */
  | { readonly kind: 'folder'; readonly path: DocumentPath }
  /** A symbolic link that points outside the folder. It was not followed. */
  | { readonly kind: 'link'; readonly path: DocumentPath }
  | { readonly kind: 'problem'; readonly problem: FileProblem };

/** Folders that users do not write: version control, packages, caches. */
const SKIPPED_FOLDERS = new Set([
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  '.terraform',
  '.terragrunt-cache',
  STACK_FOLDER,
]);

/** Nested folders in a searched folder: no path may get longer than systems allow. */
export const MAX_SEARCH_DEPTH = 64;

/** Milliseconds of work after which other work gets a turn: an editor must stay responsive. */
const LONGEST_STRETCH = 10;

interface Folder {
  readonly path: string;
  /** The number of folders between it and the searched folder, including itself. */
  readonly depth: number;
  readonly gitignore: IgnoreStack;
}

export interface SearchOptions {
  /** Collects the files that are not read. */
  readonly seen?: SeenFiles | undefined;
  /** Called before each folder: returns true to end the search. */
  readonly isEnough?: () => boolean;
}

/** A link to a file inside the folder, which is only used if its target is not found under its own name. */
interface FileLink {
  readonly path: DocumentPath;
  readonly target: string;
}

/**
 * Finds the zone files and Terraform files in a folder and its subfolders, except those that `.gitignore` files and the settings
 * ignore. Loads the settings of each folder on the way. Links are not followed out of the folder, nor into other folders in it,
 * so loops of links end.
 */
export async function* searchFolder(
  root: string,
  configs: ConfigFiles,
  { seen, isEnough }: SearchOptions = {},
): AsyncGenerator<SearchHit> {
  const realRoot = realPathOf(root) ?? root;
  const folders: Folder[] = [{ path: root, depth: 0, gitignore: gitignoreAbove(root) }];
  const found = new Set<string>();
  const links: FileLink[] = [];
  let lastPause = performance.now();

  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    if (performance.now() - lastPause > LONGEST_STRETCH) {
      await new Promise(setImmediate);
      lastPause = performance.now();
    }
    if (isEnough?.() === true) return;
    let contents: FolderEntries;
    try {
      contents = readFolder(folder.path);
    } catch (error) {
      const message = `cannot be searched: ${explainFileError(error)}`;
      const fatal = folder.path === root;
      yield { kind: 'problem', problem: { path: toDocumentPath(folder.path), message, fatal } };
      continue;
    }
    yield { kind: 'folder', path: toDocumentPath(folder.path) };
    await configs.load(folder.path, root);
    const gitignore = withGitignore(folder.gitignore, folder.path);
    const ignored = ignoredBySettings(configs, folder.path);
    const unused = gitignoreProblem(gitignore, folder.path);
    if (unused !== undefined) yield { kind: 'problem', problem: unused };

    for (const entry of contents.misnamed) {
      const problem = problemOf(entry, folder.path);
      if (problem !== undefined && !isIgnored(gitignore, problem.path, entry.isFolder))
        yield { kind: 'problem', problem };
    }
    for (const entry of contents.entries) {
      const path = join(folder.path, entry.name);
      const documentPath = toDocumentPath(path);
      const isFolder = entry.isDirectory();
      if (isFolder && SKIPPED_FOLDERS.has(entry.name)) continue;
      if (isIgnored(gitignore, documentPath, isFolder) || isIgnored(ignored, documentPath, isFolder))
        continue;
      if (isFolder) {
        if (folder.depth < MAX_SEARCH_DEPTH) folders.push({ path, depth: folder.depth + 1, gitignore });
        else {
          const message = `is more than ${MAX_SEARCH_DEPTH} folders deep, so it was not searched`;
          const unread = { kind: 'limit' } as const;
          yield { kind: 'problem', problem: { path: documentPath, message, fatal: false, unread } };
        }
      } else if (entry.isSymbolicLink()) {
        const target = realPathOf(path);
        if (target === undefined) continue;
        if (!isInside(toDocumentPath(target), toDocumentPath(realRoot)))
          yield { kind: 'link', path: documentPath };
        else if (isFileAt(target)) links.push({ path: documentPath, target });
      } else if (entry.isFile()) {
        if (isTemporaryName(entry.name) || entry.name === CACHE_FILE) continue;
        const result = examine(documentPath, entry.name);
        if (result === undefined) {
          seen?.add(documentPath);
          continue;
        }
        if (result.kind === 'document') found.add(join(realRoot, path.slice(root.length)));
        yield result;
      } else if (claimByName(documentPath)?.claim === 'yes') {
        const message = 'was not read: it is a named pipe, a socket or a device, not a file';
        yield { kind: 'problem', problem: { path: documentPath, message, fatal: false } };
      }
    }
  }
  for (const { path, target } of links) {
    if (found.has(target)) continue;
    found.add(target);
    const result = examine(path, path.slice(path.lastIndexOf('/') + 1));
    if (result !== undefined) yield result;
  }
}

function ignoredBySettings(configs: ConfigFiles, folder: string): IgnoreStack {
  const settings = configs.nearest(toDocumentPath(join(folder, '*')));
  return settings?.ignoredIn(toDocumentPath(folder)) ?? [];
}

function isFileAt(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** The problem of a name that is not UTF-8, if the entry would be searched or read. */
function problemOf({ name, path, isFolder, isFile }: MisnamedEntry, folder: string): FileProblem | undefined {
  const shown = toDocumentPath(join(folder, name));
  if (!isFolder && !(isFile && isWanted(shown, name, path))) return undefined;
  return { path: shown, message: MISNAMED, fatal: false };
}

function isWanted(path: DocumentPath, name: string, octets: Buffer): boolean {
  if (isServerConfigName(name) || claimByName(path)?.claim === 'yes') return true;
  if (!isCandidate(path)) return false;
  try {
    const start = firstOctets(octets);
    return !isBinary(start) && formatByContent(path, decodeText(start)) !== undefined;
  } catch {
    return false;
  }
}

function examine(path: DocumentPath, name: string): SearchHit | undefined {
  if (isServerConfigName(name)) return { kind: 'server-config', path };
  const named = claimByName(path);
  if (named !== undefined)
    return named.claim === 'part' ? undefined : { kind: 'document', path, format: named.format };
  if (!isCandidate(path)) return undefined;
  let start: Buffer;
  try {
    start = firstOctets(path);
  } catch {
    // The file may be anything, so it is unknown whether it would be read.
    return undefined;
  }
  const format = isBinary(start) ? undefined : formatByContent(path, decodeText(start));
  return format === undefined ? undefined : { kind: 'document', path, format };
}
