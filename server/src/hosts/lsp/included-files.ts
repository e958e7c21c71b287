import { basename } from 'node:path';
import type { DocumentPath } from '../../analysis/finding.ts';

/** Kept for each document: typing a file's name asks for every beginning of it. */
const MAX_FILES = 1000;

/** Where the includes of each document led when they were last followed. */
export class IncludedFiles {
  private readonly byDocument = new Map<DocumentPath, Map<string, DocumentPath | undefined>>();

  /** `undefined` for `path`: there was no such file. */
  note(file: string, from: DocumentPath, path: DocumentPath | undefined): void {
    let files = this.byDocument.get(from);
    if (files === undefined) this.byDocument.set(from, (files = new Map<string, DocumentPath | undefined>()));
    // The one that was asked for last is the last.
    files.delete(file);
    files.set(file, path);
    const [oldest] = files.keys();
    if (files.size > MAX_FILES && oldest !== undefined) files.delete(oldest);
  }

  pathOf(file: string, from: DocumentPath): DocumentPath | undefined {
    return this.byDocument.get(from)?.get(file);
  }

  /** Names without folders, also of files that are not there yet. */
  names(): ReadonlySet<string> {
    const names = new Set<string>();
    for (const files of this.byDocument.values()) {
      for (const file of files.keys()) names.add(basename(file));
    }
    return names;
  }
}
