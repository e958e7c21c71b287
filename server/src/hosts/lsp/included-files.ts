import { basename } from 'node:path';
import type { DocumentPath } from '../../analysis/finding.ts';

/** Where the includes of each document lead, as they were last followed. */
export class IncludedFiles {
  /** `undefined` until it is needed. */
  private known: ReadonlySet<string> | undefined;
  private readonly byDocument = new Map<DocumentPath, ReadonlyMap<string, DocumentPath | undefined>>();

  /** `found`: all includes of the document, by the names that it writes; `undefined`: there is no such file. */
  set(from: DocumentPath, found: ReadonlyMap<string, DocumentPath | undefined>): void {
    if (found.size === 0 && !this.byDocument.delete(from)) return;
    if (found.size > 0) this.byDocument.set(from, found);
    this.known = undefined;
  }

  pathOf(file: string, from: DocumentPath): DocumentPath | undefined {
    return this.byDocument.get(from)?.get(file);
  }

  *paths(): Iterable<DocumentPath> {
    for (const files of this.byDocument.values()) {
      for (const path of files.values()) if (path !== undefined) yield path;
    }
  }

  /** Names without folders, also of files that are not there yet. */
  names(): ReadonlySet<string> {
    if (this.known !== undefined) return this.known;
    const names = new Set<string>();
    for (const files of this.byDocument.values()) {
      for (const file of files.keys()) names.add(basename(file));
    }
    this.known = names;
    return names;
  }
}
