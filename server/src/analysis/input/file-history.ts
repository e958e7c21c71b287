import type { RecordDocument } from '../../records/document.ts';
import type { DocumentInstance } from './entry.ts';
import type { Origin } from './origin.ts';
import type { WorkspaceEnvironment } from '../workspace.ts';

interface CommittedDocument {
  readonly text: string;
  readonly origin: Origin;
  readonly document: RecordDocument;
}

/** The data of version control and the disk about the files of zones, which are read on request. */
export class FileHistory {
  private readonly environment: Pick<WorkspaceEnvironment, 'committedTextOf' | 'lastChangeOf'>;
  private readonly read = new WeakMap<DocumentInstance, CommittedDocument>();

  constructor(environment: Pick<WorkspaceEnvironment, 'committedTextOf' | 'lastChangeOf'>) {
    this.environment = environment;
  }

  /** The document in the last commit, read like the current document; `undefined` for anything but a zone file. */
  committed(instance: DocumentInstance | undefined): RecordDocument | undefined {
    if (instance?.editable === undefined) return undefined;
    const { origin, includedBy } = instance;
    const { path, format } = instance.entry;
    if (format.kind !== 'single' || !format.holdsRecords) return undefined;
    const text = this.environment.committedTextOf?.(path);
    if (text === undefined) return undefined;
    let known = this.read.get(instance);
    if (known?.text !== text || known.origin !== origin) {
      known = { text, origin, document: format.read(text, origin, includedBy?.include) };
      this.read.set(instance, known);
    }
    return known.document;
  }

  /**
   * When one of the files of a zone last changed, in seconds since 1970; `undefined` if it is unknown. In Terraform it is
   * unknown, because values can come from files that are not members.
   */
  lastChangeOf(members: readonly DocumentInstance[]): number | undefined {
    let last: number | undefined;
    for (const { entry, member, problems } of members) {
      const { document } = member;
      const { path, isOfFamily, isEdited } = entry;
      if (isOfFamily || isEdited || problems.size > 0 || document.hasTemplates) return undefined;
      const { text } = document;
      const changed = this.environment.lastChangeOf?.(path, text.slice(0, text.length));
      if (changed === undefined) return undefined;
      last = Math.max(last ?? 0, changed);
    }
    return last;
  }
}
