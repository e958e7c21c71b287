import { closeSync, statSync } from 'node:fs';

import type { DocumentPath } from '../../analysis/finding.ts';
import type { Steps } from '../../text/steps.ts';
import type { FileProblem } from './file-problem.ts';
import { explainFileError } from './file-errors.ts';
import { MISNAMED } from './folder-entries.ts';
import { filesMatching } from './glob.ts';
import type { FolderPatterns } from './loaded-config.ts';
import { openToRead } from './text-file.ts';

/** What one file came to. */
export interface ReadFile {
  /** As ends of sentences. */
  readonly faults: readonly string[];
  /** Octets that count for the limit of all. */
  readonly size: number;
}

/** What is read of the files that settings name, and how. */
export interface FileKind<T extends ReadFile> {
  /** What several of them are called. */
  readonly name: string;
  /** Octets of all of them that are kept: the files after that are not read. */
  readonly most: number;
  /** An open file. `before`: what it came to when it was read last. */
  read(file: number, before: T | undefined, progress: (octets: number) => void): Steps<T>;
  /** What an editor has in its place. */
  readText(text: string): Steps<T>;
  /** Of a file that cannot be read. */
  unread(fault: string): T;
  /** Of what was read, by file, the last one that changed first: what is to be kept until it is read again. */
  toKeep?(read: readonly T[]): readonly T[];
}

/** What is around the files. */
export interface Reading {
  /** The text of a file that is open in an editor: it wins over the disk. */
  readonly openText: (path: DocumentPath) => string | undefined;
  readonly progress: (path: DocumentPath, octets: number) => void;
}

interface KnownFile<T> {
  /** Milliseconds. */
  readonly changed: number;
  readonly octets: number;
  /** Of a file that was open: what the editor had. */
  readonly text: string | undefined;
  readonly read: T;
}

/** The files of a kind that were read: settings are read anew with each key that is pressed in them. */
export class KnownFiles<T extends ReadFile> {
  private readonly kind: FileKind<T>;
  /** By the folder of the settings, by path: what is named no more is forgotten. */
  private readonly byFolder = new Map<string, Map<DocumentPath, KnownFile<T>>>();

  constructor(kind: FileKind<T>) {
    this.kind = kind;
  }

  /** What the files of these names come to; what is wrong with them is added to `problems`. */
  *matching(
    { path: settings, folder }: { readonly path: DocumentPath; readonly folder: string },
    searches: readonly FolderPatterns[],
    reading: Reading,
    problems: FileProblem[],
  ): Steps<readonly { readonly path: DocumentPath; readonly read: T }[]> {
    const known = this.byFolder.get(folder) ?? new Map<DocumentPath, KnownFile<T>>();
    this.byFolder.set(folder, known);
    const found = new Map<DocumentPath, KnownFile<T>>();
    let left = this.kind.most;
    const named = new Set<DocumentPath>();
    for (const search of searches) {
      const { paths, misnamed, unmatched, isCut } = filesMatching(search.folder, search.patterns);
      if (isCut) {
        const message = `has too many files and folders: not all were searched for ${this.kind.name}`;
        problems.push({ path: search.folder, message, fatal: false });
      }
      for (const pattern of unmatched) {
        const message = `names ${this.kind.name} by the pattern "${pattern}", which matches no file`;
        problems.push({ path: settings, message, fatal: false });
      }
      for (const path of misnamed) problems.push({ path, message: MISNAMED, fatal: false });
      for (const path of paths) named.add(path);
    }
    for (const path of named) {
      const file = yield* this.fileAt(path, known.get(path), reading);
      // Whoever begins anew, before all are read, has this one.
      known.set(path, file);
      yield;
      left -= file.read.size;
      if (left < 0) {
        const most = `${this.kind.most / (1024 * 1024)} MB`;
        const message = `and the ${this.kind.name} after it were not read: together they take more than ${most}`;
        problems.push({ path, message, fatal: false });
        break;
      }
      for (const message of file.read.faults) problems.push({ path, message, fatal: false });
      found.set(path, file);
    }
    this.keep(folder, found);
    return [...found].map(([path, { read }]) => ({ path, read }));
  }

  private keep(folder: string, found: Map<DocumentPath, KnownFile<T>>): void {
    const byChange = [...found].sort(([, a], [, b]) => b.changed - a.changed);
    const kept = this.kind.toKeep?.(byChange.map(([, { read }]) => read));
    for (const [i, [path, file]] of byChange.entries()) {
      found.set(path, { ...file, read: kept?.[i] ?? file.read });
    }
    this.byFolder.set(folder, found);
  }

  private *fileAt(
    path: DocumentPath,
    known: KnownFile<T> | undefined,
    { openText, progress }: Reading,
  ): Steps<KnownFile<T>> {
    const stats = statSync(path, { throwIfNoEntry: false });
    const state = { changed: stats?.mtimeMs ?? 0, octets: stats?.size ?? 0, text: textIn(openText(path)) };
    const isSame =
      state.text === undefined
        ? known?.changed === state.changed && known.octets === state.octets && known.text === undefined
        : known?.text === state.text;
    if (known !== undefined && isSame) return known;
    if (state.text !== undefined) return { ...state, read: yield* this.kind.readText(state.text) };
    const read = yield* this.opened(path, known?.read, (octets) => progress(path, octets));
    return { ...state, read };
  }

  private *opened(path: string, before: T | undefined, progress: (octets: number) => void): Steps<T> {
    try {
      const file = openToRead(path);
      try {
        return yield* this.kind.read(file, before, progress);
      } finally {
        closeSync(file);
      }
    } catch (error) {
      return this.kind.unread(`cannot be read: ${explainFileError(error)}`);
    }
  }
}

/** Of a file that is no text, such as an archive, an editor has something else. */
function textIn(text: string | undefined): string | undefined {
  return text?.includes('\0') === true ? undefined : text;
}
