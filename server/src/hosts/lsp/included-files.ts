import { basename } from 'node:path';
import type { DocumentPath } from '../../analysis/finding.ts';

/** The files that the includes of each document resolve to, as last followed. */
export class IncludedFiles {
  /** Computed on demand. */
  private known: ReadonlySet<string> | undefined;
  private readonly byDocument = new Map<DocumentPath, ReadonlyMap<string, DocumentPath | undefined>>();

  /** `found`: all includes of the document, by the names in its text. `undefined`: the file does not exist. */
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

  /** File names without folders, including files that do not exist yet. */
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
