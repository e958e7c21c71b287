import { basename } from 'node:path';
import type { DocumentPath } from '../../analysis/finding.ts';

/** Where the includes of each document lead, as they were last followed. */
export class IncludedFiles {
  private readonly byDocument = new Map<DocumentPath, ReadonlyMap<string, DocumentPath | undefined>>();

  /** `found`: all includes of the document, by the names that it writes; `undefined`: there is no such file. */
  set(from: DocumentPath, found: ReadonlyMap<string, DocumentPath | undefined>): void {
    if (found.size === 0) this.byDocument.delete(from);
    else this.byDocument.set(from, found);
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
