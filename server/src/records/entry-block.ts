import { hashOfName, type DomainName } from '../dns/names.ts';
import { countLineEnds, lineStartsOf } from '../text/line-ends.ts';
import type { TextBlock } from '../text/block-text.ts';
import { countUpTo } from '../text/range-union.ts';
import type { Range } from '../text/range.ts';
import type { DocumentProblem, DocumentRange, Pragma, RecordBlock, TypedPiece } from './document.ts';
import type { Fault } from './format.ts';
import type { Maker } from './maker.ts';
import type { Anchor, DnsRecord } from './record.ts';

/** One record as the reader of a format found it. Offsets in the text, in UTF-16 units. */
export interface ReadEntry {
  readonly start: number;
  readonly end: number;
  /** Canonical; unknown parts are unresolved values. */
  readonly owner: DomainName;
  /** The IANA number of its type. */
  readonly typeCode: number;
  /**
   * What affects the record besides its own text, such as the origin or a default TTL. Entries with equal text and context are
   * the same record before and after an edit, and are not checked again.
   */
  readonly context: string;
  /** All ranges are relative to `start`. */
  record(anchor: Anchor): DnsRecord;
  /** Its parts that the reader could not accept. Ranges are relative to `start`. */
  faults?(anchor: Anchor): readonly Fault[];
  /** See `RecordDocument.madeBy`. */
  readonly maker?: Maker | undefined;
  /** See `RecordDocument.typedElsewhere`. */
  typedElsewhere?(part: Range): DocumentRange | undefined;
  /** See `RecordDocument.typedAs`. */
  typedAs?(): readonly TypedPiece[];
}

/** An entry that is not a record but may have faults. Its `typeCode` is {@link NO_RECORD}. */
export type EntryWithoutRecord = Omit<ReadEntry, 'record'> & { readonly record?: undefined };

/** The type code of an entry that is not a record. */
export const NO_RECORD = 0x10001;

/** The content of a text. Entries and pragmas are in source order. Entries overlap if one text makes several records. */
export interface DocumentReading {
  readonly entries: readonly (ReadEntry | EntryWithoutRecord)[];
  readonly pragmas?: readonly Pragma[];
  readonly problems?: readonly DocumentProblem[];
  /** Faults that belong to no entry. Ranges are relative to the start of the text. */
  readonly faults?: readonly Fault[];
  /** See `RecordDocument.hasTemplates`. */
  readonly hasTemplates?: boolean;
}

/** The IDs of entries by meaning. For equal meanings, they are in order. */
export type IdsByMeaning = Map<string, number[]>;

/** The IDs of the entries in some blocks. */
export function idsIn(blocks: readonly EntryBlock[]): IdsByMeaning {
  const ids: IdsByMeaning = new Map();
  for (const block of blocks) block.addIdsByMeaning(ids);
  return ids;
}

/** IDs for the entries of a text: those of earlier entries with the same meaning, which are removed from `known`, or new ones. */
export function idsFor(
  text: string,
  entries: DocumentReading['entries'],
  known: IdsByMeaning,
  next: () => number,
): readonly number[] {
  return entries.map((entry) => known.get(meaningOf(text, entry))?.shift() ?? next());
}

function meaningOf(
  text: string,
  { start, end, owner, typeCode, context }: ReadEntry | EntryWithoutRecord,
): string {
  return `${owner} ${typeCode} ${context}\n${text.slice(start, end)}`;
}

/** The anchor of a fault that belongs to no entry: the start of the text. */
const NO_ENTRY = { start: 0, end: 0, typeCode: 0x10000 };

/** Entries that were read together, with their source text. */
export class EntryBlock implements RecordBlock, TextBlock {
  readonly text: string;
  private readonly reading: DocumentReading;
  private readonly ids: readonly number[];
  private readonly ownerHashes: readonly number[];
  private indexById: ReadonlyMap<number, number> | undefined;
  /** Ascending. A file may have thousands of names, and each is looked up. */
  private indicesByHash: ReadonlyMap<number, readonly number[]> | undefined;
  private knownFaults: readonly Fault[] | undefined;
  private lineEndCount: number | undefined;
  private lineStarts: Int32Array | undefined;

  constructor(text: string, reading: DocumentReading, ids: readonly number[]) {
    this.text = text;
    this.reading = reading;
    this.ids = ids;
    this.ownerHashes = reading.entries.map(({ owner }) => hashOfName(owner));
  }

  get length(): number {
    return this.text.length;
  }

  get lineEnds(): number {
    this.lineEndCount ??= countLineEnds(this.text);
    return this.lineEndCount;
  }

  get lines(): Int32Array {
    this.lineStarts ??= lineStartsOf(this.text);
    return this.lineStarts;
  }

  get size(): number {
    return this.reading.entries.length;
  }

  get pragmas(): readonly Pragma[] {
    return this.reading.pragmas ?? [];
  }

  get hasPragmas(): boolean {
    return this.pragmas.length > 0;
  }

  get faults(): readonly Fault[] {
    this.knownFaults ??= [
      ...(this.reading.faults ?? []),
      ...this.reading.entries.flatMap((entry, index) => entry.faults?.({ id: this.idAt(index) }) ?? []),
    ];
    return this.knownFaults;
  }

  addIdsByMeaning(ids: IdsByMeaning): void {
    for (const [index, entry] of this.reading.entries.entries()) {
      const meaning = meaningOf(this.text, entry);
      const same = ids.get(meaning);
      if (same === undefined) ids.set(meaning, [this.idAt(index)]);
      else same.push(this.idAt(index));
    }
  }

  entry(index: number): ReadEntry | EntryWithoutRecord | undefined {
    return this.reading.entries[index];
  }

  idAt(index: number): number {
    return this.ids[index] ?? -1;
  }

  indexOfId(id: number): number {
    this.indexById ??= new Map(this.ids.map((one, index) => [one, index]));
    return this.indexById.get(id) ?? -1;
  }

  ownerAt(index: number): DomainName | undefined {
    return this.reading.entries[index]?.owner;
  }

  typeAt(index: number): number {
    return this.entryAt(index).typeCode;
  }

  ownerHashAt(index: number): number {
    return this.ownerHashes[index] ?? 0;
  }

  indexOfOwner(hash: number, from: number): number {
    this.indicesByHash ??= this.recordsByHash();
    const indices = this.indicesByHash.get(hash) ?? [];
    return indices[countUpTo(indices, from - 1)] ?? -1;
  }

  startAt(index: number): number {
    return this.entryAt(index).start;
  }

  endAt(index: number): number {
    return this.entryAt(index).end;
  }

  record(index: number, anchor: Anchor = { id: this.idAt(index) }): DnsRecord | undefined {
    return this.reading.entries[index]?.record?.(anchor);
  }

  private recordsByHash(): ReadonlyMap<number, readonly number[]> {
    const indices = new Map<number, number[]>();
    for (const [index, hash] of this.ownerHashes.entries()) {
      if (this.typeAt(index) === NO_RECORD) continue;
      const same = indices.get(hash);
      if (same === undefined) indices.set(hash, [index]);
      else same.push(index);
    }
    return indices;
  }

  private entryAt(index: number): Pick<ReadEntry, 'start' | 'end' | 'typeCode'> {
    if (index === -1) return NO_ENTRY;
    const entry = this.reading.entries[index];
    if (entry === undefined) throw new RangeError(`no entry ${index} among ${this.size}`);
    return entry;
  }
}
