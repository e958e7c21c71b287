import type { FileEdit, Fix } from '../analysis/finding.ts';
import { writeChange } from '../analysis/findings/details.ts';
import type { LocatedRecord, Workspace } from '../analysis/workspace.ts';
import type { DomainName } from '../dns/names.ts';
import type { RecordChange } from '../records/format.ts';
import type { DnsRecord } from '../records/record.ts';
import type { RuleFix } from '../records/report.ts';
import { printable } from '../text/printable.ts';

/**
 * Records of a workspace for a feature that proposes changes to them. Each lookup creates a record again, so this remembers where
 * the returned records are in their files.
 */
export class EditableRecords {
  private readonly places = new Map<DnsRecord, LocatedRecord>();

  private readonly workspace: Workspace;

  constructor(workspace: Workspace) {
    this.workspace = workspace;
  }

  /** Adds a record that was found by other means than its name. */
  at(located: LocatedRecord): DnsRecord {
    this.places.set(located.record, located);
    return located.record;
  }

  readonly recordsAt = (name: DomainName, type = 'TXT'): readonly DnsRecord[] =>
    this.workspace.recordsOf(name, type).map((at) => {
      this.places.set(at.record, at);
      return at.record;
    });

  /**
   * The file edits of a fix. `undefined` if a record was not returned by this object, or if the format cannot make the change
   * without changing something else.
   */
  write({ title, safety, edits }: RuleFix): Fix | undefined {
    const written: FileEdit[] = [];
    for (const edit of edits) {
      if ('kind' in edit && edit.kind === 'source') return undefined;
      const { record } = edit;
      const located = record && this.places.get(record);
      const change: RecordChange =
        'kind' in edit ? edit : { kind: 'replace', edits: [{ range: edit.range, text: edit.text }] };
      const made = located && this.writeOne(located, change);
      if (made === undefined) return undefined;
      for (const one of made) put(written, one);
    }
    return { title: printable(title), safety, edits: written };
  }

  private writeOne(
    { path, range, record }: LocatedRecord,
    change: RecordChange,
  ): readonly FileEdit[] | undefined {
    const document = this.workspace.documentOf(path);
    const block = document?.blocks[document.blockAt(range.start)];
    if (document === undefined || block === undefined) return undefined;
    return writeChange({ path, document }, block, block.indexOfId(record.anchor.id), change);
  }
}

/** Records to add after the same record become one edit, in their order. */
function put(edits: FileEdit[], { path, range, text }: FileEdit): void {
  const same = edits.findIndex(
    (other) => other.path === path && other.range.start === range.start && other.range.end === range.end,
  );
  const there = edits[same];
  if (there === undefined) edits.push({ path, range, text });
  else edits[same] = { ...there, text: there.text + text };
}
