import type { RecordBlock, RecordDocument } from '../records/document.ts';
import type { DnsRecord } from '../records/record.ts';
import { rangeOf } from '../text/range.ts';
import type { Range } from '../text/range.ts';

export interface RecordIn {
  readonly record: DnsRecord;
  /** The offset in the document to which the record's ranges are relative. */
  readonly base: number;
}

export interface RecordsWanted {
  /** Numbers of types; all types if absent. */
  readonly types?: ReadonlySet<number | undefined>;
  /** Only records that touch this range of the document; all if absent. */
  readonly within?: Range;
  /** The maximum number of records, because creating a record takes time. */
  readonly most: number;
  /** Called if there are more. */
  readonly cut?: (() => void) | undefined;
}

/** Records of a document in order; for a large one, the first ones. */
export function* firstRecordsIn(document: RecordDocument, wanted: RecordsWanted): Iterable<RecordIn> {
  const { types, within = rangeOf(0, document.text.length), most, cut } = wanted;
  const first = within.start === 0 ? 0 : document.blockAt(within.start);
  let read = 0;
  let start = first === 0 ? 0 : offsetOfBlock(document, first);
  for (let at = first; at < document.blocks.length && start <= within.end; at++) {
    const block = document.blocks[at];
    if (block === undefined) return;
    for (let i = 0; i < block.size; i++) {
      if (types?.has(block.typeAt(i)) === false) continue;
      const base = start + block.startAt(i);
      if (base > within.end) return;
      if (start + block.endAt(i) < within.start) continue;
      if (read++ === most) {
        cut?.();
        return;
      }
      const record = block.record(i);
      if (record !== undefined) yield { record, base };
    }
    start += block.length;
  }
}

/** A record of a document that has not been created yet. */
export interface EntryIn {
  readonly block: RecordBlock;
  readonly index: number;
  /** As {@link RecordIn.base}. */
  readonly base: number;
}

/** The entries (of these types), in the order of the document. They take almost no time until their records are created. */
export function* entriesIn(
  document: RecordDocument,
  types?: ReadonlySet<number | undefined>,
): Iterable<EntryIn> {
  let start = 0;
  for (const block of document.blocks) {
    for (let index = 0; index < block.size; index++) {
      if (types?.has(block.typeAt(index)) ?? true) yield { block, index, base: start + block.startAt(index) };
    }
    start += block.length;
  }
}

/** From the first to the last character of the record. Offsets in the document. */
export function rangeOfEntry({ block, index, base }: EntryIn): Range {
  return rangeOf(base, base + block.endAt(index) - block.startAt(index));
}

function offsetOfBlock(document: RecordDocument, index: number): number {
  const block = document.blocks[index];
  return block === undefined ? document.text.length : document.offsetOf(block);
}
