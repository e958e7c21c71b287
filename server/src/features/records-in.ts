import type { RecordBlock, RecordDocument } from '../records/document.ts';
import type { DnsRecord } from '../records/record.ts';
import { rangeOf } from '../text/range.ts';
import type { Range } from '../text/range.ts';

export interface RecordIn {
  readonly record: DnsRecord;
  /** The offset in the document that the record's ranges count from. */
  readonly base: number;
}

export interface RecordsWanted {
  /** Numbers of types; all when it is missing. */
  readonly types?: ReadonlySet<number | undefined>;
  /** Those that touch it, offsets in the document; all when it is missing. */
  readonly within?: Range;
  /** Making a record takes time: so many at most are made. */
  readonly most: number;
  /** Called where there are more. */
  readonly cut?: (() => void) | undefined;
}

/** Records of a document in its order; of a large one, the first ones. */
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

/** A record of a document that is not made yet. */
export interface EntryIn {
  readonly block: RecordBlock;
  readonly index: number;
  /** As {@link RecordIn.base}. */
  readonly base: number;
}

/** The entries (of these types), in the order of the document. They cost nearly nothing until their records are made. */
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

/** From its first to its last character; offsets in the document. */
export function rangeOfEntry({ block, index, base }: EntryIn): Range {
  return rangeOf(base, base + block.endAt(index) - block.startAt(index));
}

function offsetOfBlock(document: RecordDocument, index: number): number {
  const block = document.blocks[index];
  return block === undefined ? document.text.length : document.offsetOf(block);
}
