import type { DocumentPath, FileEdit } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import { isAtOrBelow, showName } from '../../dns/names.ts';
import { printRdata } from '../../records/rdata/index.ts';
import type { RecordDocument } from '../../records/document.ts';
import type { DnsRecord, Rdata } from '../../records/record.ts';
import { applyEdits } from '../../text/edit.ts';
import { HOLE, MappedText } from '../../text/mapped-text.ts';
import { rangeOf, type Range } from '../../text/range.ts';
import { isMailboxField } from '../names-in-record.ts';
import { entriesIn, rangeOfEntry } from '../records-in.ts';
import { featureText } from '../texts.ts';
import { renamedName, type RenameRefusal, type Renaming } from './renaming.ts';
import { usesIn } from './uses.ts';

/** A record that would change in more than the replaced names. */
interface OtherRecord {
  readonly record: DnsRecord | undefined;
  readonly range: Range;
}

/** The edits of a rename. */
export interface RenameEdits {
  readonly edits: readonly FileEdit[];
  /** Documents with the name, edited or not, because the origin that completes it can be in another document. */
  readonly concerned: ReadonlySet<DocumentPath>;
}

/**
 * A record that would change in more than the replaced names, found in a copy of the affected documents. `undefined` if there is
 * none.
 */
export function otherThanRenamed(
  workspace: Workspace,
  { edits, concerned }: RenameEdits,
  renaming: Renaming,
): RenameRefusal | undefined {
  return workspace.withEdits(edits, concerned, (copy, paths) => {
    for (const path of paths) {
      const inPath = edits.filter((edit) => edit.path === path);
      const other = otherRecord(workspace, copy, path, inPath, renaming);
      if (other === undefined) continue;
      return { refusal: wordsFor(other.record, renaming), place: { path, range: other.range } };
    }
    return undefined;
  });
}

function wordsFor(record: DnsRecord | undefined, renaming: Renaming): string {
  if (record === undefined) return featureText('appended');
  const isUse = keyOf(withNames(record, renaming)) !== keyOf(record);
  const subject = { type: record.type, owner: showName(record.owner, '…') };
  return isUse ? featureText('recordFixed', subject) : featureText('recordChanged', subject);
}

function otherRecord(
  workspace: Workspace,
  copy: Workspace,
  path: DocumentPath,
  edits: readonly FileEdit[],
  renaming: Renaming,
): OtherRecord | undefined {
  const before = workspace.documentOf(path);
  const after = copy.documentOf(path);
  const followsFromItsText =
    before !== undefined &&
    after !== undefined &&
    before.recordIn === undefined &&
    workspace.zonesOf(path).length === 1 &&
    before.generated().length === 0;
  if (!followsFromItsText) return otherAmongAll(workspace, copy, path, renaming);
  const nameBefore = workspace.originOf(path).name ?? '';
  const isSameOrigin = (copy.originOf(path).name ?? '') === renamedName(nameBefore, renaming);
  return (
    (isSameOrigin ? undefined : otherAmongAll(workspace, copy, path, renaming)) ??
    otherEntry(before, after, edits, renaming)
  );
}

/** Compares all records of the document, regardless of their order. */
function otherAmongAll(
  workspace: Workspace,
  copy: Workspace,
  path: DocumentPath,
  renaming: Renaming,
): OtherRecord | undefined {
  const after = new Map<string, number>();
  for (const { record } of copy.records(path)) {
    const key = keyOf(record);
    after.set(key, (after.get(key) ?? 0) + 1);
  }
  let last: OtherRecord | undefined;
  for (const placed of workspace.records(path)) {
    last = placed;
    const key = keyOf(withNames(placed.record, renaming));
    const count = after.get(key) ?? 0;
    if (count === 0) return placed;
    if (count === 1) after.delete(key);
    else after.set(key, count - 1);
  }
  // There are more records than before.
  return after.size > 0 ? last : undefined;
}

/**
 * Compares the owner names of all entries, and the whole records of edited entries. The source text of the others is the same,
 * and their origins are compared, too.
 */
function otherEntry(
  before: RecordDocument,
  after: RecordDocument,
  edits: readonly FileEdit[],
  renaming: Renaming,
): OtherRecord | undefined {
  const other = otherOrigin(before, after, renaming);
  if (other !== undefined) return { record: undefined, range: other };
  const edited = [...edits].sort((a, b) => a.range.start - b.range.start);
  const entriesAfter = entriesIn(after)[Symbol.iterator]();
  let next = 0;
  for (const entry of entriesIn(before)) {
    const { block, index } = entry;
    const found = entriesAfter.next();
    const range = rangeOfEntry(entry);
    while (next < edited.length && (edited[next]?.range.end ?? 0) < range.start) next++;
    const isEdited = (edited[next]?.range.start ?? Infinity) <= range.end;
    const isSame =
      found.done !== true &&
      found.value.block.typeAt(found.value.index) === block.typeAt(index) &&
      isSameOwner(block.ownerAt(index), found.value.block.ownerAt(found.value.index), renaming) &&
      (!isEdited || isSameRecord(block.record(index), found.value.block.record(found.value.index), renaming));
    if (!isSame) return { record: block.record(index), range };
  }
  return entriesAfter.next().done === true ? undefined : { record: undefined, range: rangeOf(0, 0) };
}

/** A name in `$ORIGIN` that is not renamed. */
function otherOrigin(before: RecordDocument, after: RecordDocument, renaming: Renaming): Range | undefined {
  const origins = before.origins?.() ?? [];
  const now = after.origins?.() ?? [];
  const index = origins.findIndex(({ name }, i) => now[i]?.name !== renamedName(name, renaming));
  if (index < 0 && origins.length === now.length) return undefined;
  const { text } = origins[Math.max(0, index)] ?? {};
  return text?.toSource(rangeOf(0, text.length)) ?? rangeOf(0, 0);
}

function isSameOwner(before: string | undefined, after: string | undefined, renaming: Renaming): boolean {
  if (before === undefined || !isAtOrBelow(before, renaming.from)) return before === after;
  return renamedName(before, renaming) === after;
}

function isSameRecord(
  before: DnsRecord | undefined,
  after: DnsRecord | undefined,
  renaming: Renaming,
): boolean {
  if (before === undefined || after === undefined) return before === after;
  return keyOf(withNames(before, renaming)) === keyOf(after);
}

type Said = Pick<DnsRecord, 'owner' | 'type' | 'ttl' | 'rdata' | 'conditional'>;

function keyOf({ owner, type, ttl, rdata, conditional }: Said): string {
  const name = owner.replace(UNKNOWN_ZONE, HOLE);
  // The boundaries between the strings of a text may change.
  const data = rdata.kind === 'text' ? rdata.value.text : printRdata(type, rdata);
  return `${name} ${type} ${ttl ?? ''} ${String(conditional)} ${data}`;
}

/** Names of unknown zones are numbered again each time the documents are read. */
const UNKNOWN_ZONE = new RegExp(`${HOLE}\\d+$`);

function withNames(record: DnsRecord, renaming: Renaming): Said {
  const { type, ttl, conditional } = record;
  return {
    owner: renamedName(record.owner, renaming),
    type,
    ttl,
    conditional,
    rdata: dataWithNames(record, renaming),
  };
}

function dataWithNames(record: DnsRecord, renaming: Renaming): Rdata {
  const { rdata } = record;
  switch (rdata.kind) {
    case 'fields':
      return {
        kind: 'fields',
        fields: rdata.fields.map((field) => {
          if (field.kind !== 'name' || (isMailboxField(field) && field.value === renaming.from)) return field;
          return { ...field, value: renamedName(field.value, renaming) };
        }),
      };
    case 'text': {
      const edits = usesIn(record, renaming).changes.flatMap((change) =>
        change.kind === 'replace' ? change.edits : [],
      );
      if (edits.length === 0) return rdata;
      return { kind: 'text', value: MappedText.unwritten(applyEdits(rdata.value.text, edits)), strings: [] };
    }
    case 'opaque':
      return rdata;
  }
}
