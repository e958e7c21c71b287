import type { RecordDocument } from '../../records/document.ts';
import type { DocumentEntry } from './entry.ts';
import type { DocumentPath } from '../finding.ts';
import { singleFormatOf } from './formats.ts';
import type { Origin } from './origin.ts';
import type { Surroundings } from '../workspace.ts';

interface CommittedDocument {
  readonly text: string;
  readonly origin: Origin;
  readonly document: RecordDocument;
}

/** What version control and the disk say of the files of zones. It is asked when somebody needs it. */
export class FileHistory {
  private readonly surroundings: Pick<Surroundings, 'committedTextOf' | 'lastChangeOf'>;
  private readonly read = new Map<DocumentPath, CommittedDocument>();

  constructor(surroundings: Pick<Surroundings, 'committedTextOf' | 'lastChangeOf'>) {
    this.surroundings = surroundings;
  }

  /** The document as it was committed last, read as the document is now; `undefined` for what is not a zone file. */
  committed(entry: DocumentEntry | undefined): RecordDocument | undefined {
    if (entry?.editable === undefined || entry.group !== undefined) return undefined;
    const { path, origin, includedBy } = entry;
    const format = singleFormatOf(path);
    if (!format.holdsRecords) return undefined;
    const text = this.surroundings.committedTextOf?.(path);
    if (text === undefined) return undefined;
    let known = this.read.get(path);
    if (known?.text !== text || known.origin !== origin) {
      known = { text, origin, document: format.read(text, origin, includedBy?.include) };
      this.read.set(path, known);
    }
    return known.document;
  }

  /**
   * When one of the files of a zone changed last, in seconds since 1970; `undefined` where it is not known. Terraform takes
   * values from files of which none is a member, so it is not known there.
   */
  lastChangeOf(members: readonly DocumentEntry[]): number | undefined {
    let last: number | undefined;
    for (const { path, member, group, isEdited, problems } of members) {
      const { document } = member;
      if (group !== undefined || isEdited || problems.size > 0 || document.hasTemplates) return undefined;
      const { text } = document;
      const changed = this.surroundings.lastChangeOf?.(path, text.slice(0, text.length));
      if (changed === undefined) return undefined;
      last = Math.max(last ?? 0, changed);
    }
    return last;
  }

  forget(path: DocumentPath): void {
    this.read.delete(path);
  }
}
