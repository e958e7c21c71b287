import { hashOfName } from '../../dns/names.ts';
import type { DomainName } from '../../dns/names.ts';
import type { RecordBlock, RecordDocument } from '../../records/document.ts';
import { piecesIn } from '../findings/shared-text.ts';
import type { DocumentPath } from '../finding.ts';
import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import type { Member } from './place.ts';
import type { LocatedRecord, PlacedRecord } from '../workspace.ts';

/** The records of the document for which `counts` returns true, in its order. Records of directives come last. */
export function* placedRecordsIn(
  document: RecordDocument,
  counts: (block: RecordBlock, index: number) => boolean,
): Iterable<PlacedRecord> {
  let base = 0;
  for (const block of document.blocks) {
    for (let i = 0; i < block.size; i++) {
      const record = counts(block, i) ? block.record(i) : undefined;
      if (record !== undefined) yield { record, range: entryRange(block, i, base) };
    }
    base += block.length;
  }
  let directive: { readonly id: number; readonly range: Range | undefined } | undefined;
  for (const record of document.generated()) {
    const { id } = record.anchor;
    // A directive generates thousands of records, one after the other.
    if (directive?.id !== id) directive = { id, range: directiveOf(document, id) };
    if (directive.range !== undefined) yield { record, range: directive.range };
  }
}

export function recordsNamed(
  { path, document, index }: Member,
  name: DomainName,
  type: string,
): readonly LocatedRecord[] {
  const located: LocatedRecord[] = [];
  for (const block of index.blocksOf(hashOfName(name))) {
    const base = document.offsetOf(block);
    const hash = hashOfName(name);
    for (let i = block.indexOfOwner(hash, 0); i >= 0; i = block.indexOfOwner(hash, i + 1)) {
      if (block.ownerAt(i) !== name) continue;
      const record = block.record(i);
      if (record?.type === type) located.push({ path, record, range: entryRange(block, i, base) });
    }
  }
  return located;
}

export function hasRecordsOf({ index }: Member, name: DomainName): boolean {
  const hash = hashOfName(name);
  for (const block of index.blocksOf(hash)) {
    for (let i = block.indexOfOwner(hash, 0); i >= 0; i = block.indexOfOwner(hash, i + 1))
      if (block.ownerAt(i) === name) return true;
  }
  return false;
}

export function recordAt(document: RecordDocument, offset: number): PlacedRecord | undefined {
  const block = document.blocks[document.blockAt(offset)];
  if (block === undefined) return undefined;
  const base = document.offsetOf(block);
  let around: PlacedRecord | undefined;
  let elsewhere: PlacedRecord | undefined;
  for (let i = 0; i < block.size; i++) {
    const range = entryRange(block, i, base);
    const isAround = offset >= range.start && offset <= range.end;
    // The values of a resource's record can be before or after it, for example in a local.
    if (!isAround && document.madeBy(block, i) === undefined) continue;
    const record = block.record(i);
    if (record === undefined) continue;
    const { start, end } = record.rdataRange;
    const isData = offset >= range.start + start && offset <= range.start + end;
    // A resource can define several records. The one whose value is there is meant.
    if (isAround && isData) return { record, range };
    if (isAround) around ??= { record, range };
    else if (isData) elsewhere ??= { record, range };
  }
  return around ?? elsewhere;
}

/** Distinguishes records of the runs of one module. The same record of several runs is used once. */
export class RecordsOnce {
  private readonly known = new Set<string>();

  /** Whether no equal record was used before. */
  take({ record: { owner, type, ttl, rdata }, range: { start, end } }: PlacedRecord, path = ''): boolean {
    const key = JSON.stringify([path, start, end, owner, type, ttl ?? null, rdata]);
    if (this.known.has(key)) return false;
    this.known.add(key);
    return true;
  }
}

/** The first record of these documents with a part that is written at the offset of another one, in the form of that one. */
export function recordTypedAt(
  documents: Iterable<RecordDocument>,
  path: DocumentPath,
  offset: number,
): PlacedRecord | undefined {
  for (const document of documents) {
    if (document.recordIn === undefined) continue;
    for (const block of document.blocks) {
      for (const index of piecesIn({ document, path: '' }, block, path)?.touching(rangeOf(offset, offset)) ??
        []) {
        const record = document.recordIn(block, index, path);
        if (record !== undefined) return { record, range: record.range };
      }
    }
  }
  return undefined;
}

/** The place of a directive that generated records. */
function directiveOf(document: RecordDocument, id: number): Range | undefined {
  for (const block of document.blocks) {
    const index = block.indexOfId(id);
    if (index < 0) continue;
    const base = document.offsetOf(block);
    return entryRange(block, index, base);
  }
  return undefined;
}

/** Offsets in the document. `base` is the offset of the block. */
function entryRange(block: RecordBlock, index: number, base: number): Range {
  return rangeOf(base + block.startAt(index), base + block.endAt(index));
}
