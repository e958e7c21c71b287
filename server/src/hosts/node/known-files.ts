import { closeSync, statSync } from 'node:fs';

import type { DocumentPath } from '../../analysis/finding.ts';
import type { Steps } from '../../text/steps.ts';
import type { FileProblem } from './file-problem.ts';
import { explainFileError } from './file-errors.ts';
import { MISNAMED } from './folder-entries.ts';
import { filesMatching } from './glob.ts';
import type { FolderPatterns } from './loaded-config.ts';
import { openToRead } from './text-file.ts';

/** The result of reading one file. */
export interface ReadFile {
  /** Predicates of sentences whose subject is the file. */
  readonly faults: readonly string[];
  /** Octets that count toward the total limit. */
  readonly size: number;
}

/** One kind of files that settings name, and how they are read. */
export interface FileKind<T extends ReadFile> {
  /** The plural name of the kind. */
  readonly name: string;
  /** The limit for the octets of all files of the kind. Files beyond it are not read. */
  readonly most: number;
  /** Reads an open file. `before`: the previous result for the file. */
  read(file: number, before: T | undefined, progress: (octets: number) => void): Steps<T>;
  /** Reads the text of the file in the editor. */
  readText(text: string): Steps<T>;
  /** The result for a file that cannot be read. */
  unread(fault: string): T;
  /** Reduces the results to what is kept until the next reading. The most recently changed file comes first. */
  toKeep?(read: readonly T[]): readonly T[];
}

/** The environment of reading. */
export interface Reading {
  /** The text of a file that is open in an editor. It takes precedence over the disk. */
  readonly openText: (path: DocumentPath) => string | undefined;
  readonly progress: (path: DocumentPath, octets: number) => void;
}

interface KnownFile<T> {
  /** The time of the last change, in milliseconds. */
  readonly changed: number;
  readonly octets: number;
  /** The text in the editor, if the file was open. */
  readonly text: string | undefined;
  readonly read: T;
}

/** Cache of files of one kind: settings are read again after each keystroke in them. */
export class KnownFiles<T extends ReadFile> {
  private readonly kind: FileKind<T>;
  /** By the folder of the settings, by path. Files that are no longer named are removed. */
  private readonly byFolder = new Map<string, Map<DocumentPath, KnownFile<T>>>();

  constructor(kind: FileKind<T>) {
    this.kind = kind;
  }

  /** The results for the files that match the patterns. Problems are added to `problems`. */
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
        const message = `names ${this.kind.name} with the pattern "${pattern}", which does not match any file`;
        problems.push({ path: settings, message, fatal: false });
      }
      for (const path of misnamed) problems.push({ path, message: MISNAMED, fatal: false });
      for (const path of paths) named.add(path);
    }
    for (const path of named) {
      const file = yield* this.fileAt(path, known.get(path), reading);
      // If reading restarts before all files are read, this result is reused.
      known.set(path, file);
      yield;
      left -= file.read.size;
      if (left < 0) {
        const most = `${this.kind.most / (1024 * 1024)} MB`;
        const message = `and the ${this.kind.name} after it were not read: together they exceed the limit of ${most}`;
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

/** For a binary file, such as an archive, the text in an editor is not the file. */
function textIn(text: string | undefined): string | undefined {
  return text?.includes('\0') === true ? undefined : text;
}
