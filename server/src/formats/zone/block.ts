import { isAtOrBelow } from '../../dns/names.ts';
import type { DomainName } from '../../dns/names.ts';
import type { Pragma, RecordBlock } from '../../records/document.ts';
import type { Fault, FaultDetail } from '../../records/format.ts';
import type { Anchor, DnsRecord } from '../../records/record.ts';
import { rangeOf } from '../../text/range.ts';
import { countLineEnds, lineStartsOf } from '../../text/line-ends.ts';
import type { Range } from '../../text/range.ts';
import type { Context, ReaderState } from './context.ts';
import { sameContext } from './context.ts';
import { generateFault } from './generate.ts';
import { rdataFault } from './rdata-faults.ts';
import { repairOf } from './repair.ts';
import { nameFromText } from './names.ts';
import { GDNSD_TYPES } from './pseudo-types.ts';
import { isCertainlyRight } from './quick-check.ts';
import { LazyRecord } from './lazy-record.ts';
import type { EntryRows } from './lazy-record.ts';
import { readRecord } from './read-record.ts';
import type { RecordReading } from './read-record.ts';
import * as rows from './rows.ts';
import type { Scanned } from './scan.ts';
import { firstWord, insideWord, zoneWordsOf } from './words.ts';

/** Searches for owners after which sorting them pays off: most blocks are searched only a few times. */
const SORTED_AFTER = 32;

/**
 * Some lines of a zone file, read. Results that are computed on demand are computed once. Its ids are fixed before it
 * is shown.
 */
export class ZoneBlock implements RecordBlock, EntryRows {
  readonly text: string;
  readonly before: ReaderState;
  readonly after: ReaderState;
  /** Characters after the end of the block that were looked at to read it, because of an unclosed parenthesis. */
  readonly lookahead: number;
  readonly contexts: readonly Context[];
  private readonly scanned: Scanned;
  private readonly rows: Int32Array;
  /** The IDs of the rows, in order. Without it, they are consecutive from `firstId` on. */
  private ids: Int32Array | undefined;
  private readonly firstId: number;
  private written: { readonly index: number; readonly record: DnsRecord | undefined } | undefined;
  /** The number of lookups of an owner, up to {@link SORTED_AFTER}. */
  private ownersAsked = 0;
  private byOwner: Uint16Array | Uint32Array | undefined;
  /** Used by the document: the index of the block in it, valid until something changes. */
  place = -1;
  private foundFaults: readonly Fault[] | undefined;
  private hasGdnsdNames: boolean | undefined;
  private lineStarts: Int32Array | undefined;
  private lineEndCount = -1;
  /** The owner of the last query: the next one is usually for the same owner. */
  private namedRow = -1;
  private name: DomainName | undefined;

  constructor(text: string, before: ReaderState, scanned: Scanned, lookahead: number, firstId: number) {
    this.text = text;
    this.before = before;
    this.after = scanned.after;
    this.lookahead = lookahead;
    this.contexts = scanned.contexts;
    this.scanned = scanned;
    this.rows = scanned.rows;
    this.firstId = firstId;
  }

  get length(): number {
    return this.text.length;
  }

  get size(): number {
    return this.rows.length / rows.STRIDE;
  }

  private cell(index: number, column: number): number {
    return this.rows[index * rows.STRIDE + column] ?? 0;
  }

  idAt(index: number): number {
    return this.ids === undefined ? this.firstId + index : (this.ids[index] ?? 0);
  }

  indexOfId(id: number): number {
    if (this.ids !== undefined) return this.ids.indexOf(id);
    const index = id - this.firstId;
    return index >= 0 && index < this.size ? index : -1;
  }

  /** Used by the document when this block replaces another one: the entry is the one that had this ID. */
  adoptId(index: number, id: number): void {
    this.ids ??= Int32Array.from({ length: this.size }, (_, i) => this.firstId + i);
    this.ids[index] = id;
  }

  typeAt(index: number): number {
    return this.cell(index, rows.TYPE) & rows.TYPE_MASK;
  }

  flagsAt(index: number): number {
    return this.cell(index, rows.TYPE) & ~rows.TYPE_MASK;
  }

  ownerHashAt(index: number): number {
    return this.cell(index, rows.OWNER_HASH);
  }

  indexOfOwner(hash: number, from: number): number {
    if (this.ownersAsked < SORTED_AFTER) {
      this.ownersAsked++;
      for (let i = from; i < this.size; i++) {
        if (this.ownerHashAt(i) === hash && this.typeAt(i) < rows.FIRST_DIRECTIVE) return i;
      }
      return -1;
    }
    this.byOwner ??= this.sortByOwner();
    const { byOwner } = this;
    let low = 0;
    let high = byOwner.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const index = byOwner[middle] ?? 0;
      const other = this.ownerHashAt(index);
      if (other < hash || (other === hash && index < from)) low = middle + 1;
      else high = middle;
    }
    const index = byOwner[low];
    return index !== undefined && this.ownerHashAt(index) === hash ? index : -1;
  }

  /** The records sorted by the hash of their owners, and in source order for equal hashes. */
  private sortByOwner(): Uint16Array | Uint32Array {
    const records: number[] = [];
    for (let i = 0; i < this.size; i++) if (this.typeAt(i) < rows.FIRST_DIRECTIVE) records.push(i);
    records.sort((a, b) => this.ownerHashAt(a) - this.ownerHashAt(b) || a - b);
    return this.size <= 0xffff ? Uint16Array.from(records) : Uint32Array.from(records);
  }

  startAt(index: number): number {
    return this.cell(index, rows.START);
  }

  endAt(index: number): number {
    return this.cell(index, rows.END);
  }

  rdataAt(index: number): number {
    return this.cell(index, rows.RDATA);
  }

  /** Seconds, or -1 if unknown. */
  ttlAt(index: number): number {
    return this.cell(index, rows.TTL);
  }

  contextAt(index: number): Context {
    return this.contexts[this.cell(index, rows.CONTEXT)] ?? this.before.context;
  }

  /** Whether only gdnsd reads the entry: it has one of gdnsd's types, or a name that ends with "@Z" or "@F". */
  isOfGdnsdAt(index: number): boolean {
    if (this.typeAt(index) === rows.UNKNOWN_TYPE) {
      const header = this.text.slice(this.startAt(index), this.rdataAt(index)).trimEnd();
      return GDNSD_TYPES.has(header.split(/\s+/).at(-1)?.toUpperCase() ?? '');
    }
    this.hasGdnsdNames ??= /@[ZF](?!\S)/i.test(this.text);
    return this.hasGdnsdNames && this.namesAt(index).some((word) => /(?:^|\.)@[ZF]$/i.test(word));
  }

  /** The words of an entry that may be names, which are all unquoted words. The RDATA of a text record has none. */
  private namesAt(index: number): readonly string[] {
    const isText = this.typeAt(index) === 16 || this.typeAt(index) === 99;
    const end = isText ? this.rdataAt(index) : this.endAt(index);
    return zoneWordsOf(this.text, this.startAt(index), end)
      .filter(({ quoted }) => !quoted)
      .map((word) => this.text.slice(word.start, word.end));
  }

  hasOwnOwnerAt(index: number): boolean {
    return this.cell(index, rows.OWNER_ROW) === index;
  }

  /** Whether it is a record without an owner of its own. */
  inheritsOwnerAt(index: number): boolean {
    return this.typeAt(index) < rows.FIRST_DIRECTIVE && !this.hasOwnOwnerAt(index);
  }

  ownerAt(index: number): DomainName | undefined {
    const row = this.cell(index, rows.OWNER_ROW);
    if (row < 0) return this.before.owner;
    if (row !== this.namedRow) {
      const word = ownerWord(this.text, this.startAt(row));
      this.name = nameFromText(this.text, word.start, word.end, this.contextAt(row), 'owner');
      this.namedRow = row;
    }
    return this.name;
  }

  /**
   * Whether the owner name of the entry is written with a trailing dot but could be relative, because it is below
   * the origin. For "@", the nearest explicit name before it decides.
   */
  isOwnerAbsoluteAt(index: number): boolean {
    for (let row = this.cell(index, rows.OWNER_ROW); row >= 0; row--) {
      if (!this.hasOwnOwnerAt(row) || this.typeAt(row) >= rows.FIRST_DIRECTIVE) continue;
      const { start, end } = ownerWord(this.text, this.startAt(row));
      const typed = this.text.slice(start, end);
      if (typed === '@') continue;
      return typed.endsWith('.') && isAtOrBelow(this.ownerAt(row) ?? '', this.contextAt(row).origin);
    }
    return false;
  }

  record(index: number, anchor: Anchor = { id: this.idAt(index) }): DnsRecord | undefined {
    const type = this.typeAt(index);
    if (type >= rows.FIRST_DIRECTIVE) return undefined;
    // The scanner read a known type, so the whole entry can be read on demand.
    return type < rows.UNKNOWN_TYPE
      ? new LazyRecord(this, index, anchor)
      : this.reading(index, anchor)?.record;
  }

  /** The record, kept while changes to it are written. Otherwise each of thousands of fixes would read a long record again. */
  recordToWrite(index: number): DnsRecord | undefined {
    if (this.written?.index !== index) this.written = { index, record: this.record(index) };
    return this.written.record;
  }

  /** All parts of the record together, and what a name server rejects in it. */
  reading(index: number, anchor: Anchor = { id: this.idAt(index) }): RecordReading | undefined {
    if (this.typeAt(index) >= rows.FIRST_DIRECTIVE) return undefined;
    const context = this.contextAt(index);
    const ttl = this.ttlAt(index);
    return readRecord({
      text: this.text,
      start: this.startAt(index),
      end: this.endAt(index),
      anchor,
      owner: this.ownerAt(index) ?? context.origin,
      hasOwner: this.hasOwnOwnerAt(index),
      context,
      ttl: ttl < 0 ? undefined : ttl,
      conditional: context.depth > 0,
    });
  }

  get faults(): readonly Fault[] {
    this.foundFaults ??= this.findFaults();
    return this.foundFaults;
  }

  private findFaults(): readonly Fault[] {
    const faults: Fault[] = [];
    for (const f of this.scanned.faults) {
      const start = this.startAt(f.row);
      faults.push(this.fault(f.row, f.detail, rangeOf(f.start - start, f.end - start)));
    }
    for (let i = 0; i < this.size; i++) {
      const type = this.typeAt(i);
      if (type === rows.GENERATE_DIRECTIVE) {
        const directive = this.text.slice(this.startAt(i), this.endAt(i));
        const found = generateFault(directive, this.contextAt(i));
        if (found !== undefined) faults.push(this.fault(i, found.fault, found.range));
      }
      if (type >= rows.UNKNOWN_TYPE || (this.flagsAt(i) & rows.FAULTY) !== 0) continue;
      if (isCertainlyRight(this.text, type, this.flagsAt(i), this.rdataAt(i), this.endAt(i))) continue;
      const reading = this.reading(i);
      if (reading === undefined) continue;
      for (const found of reading.faults) {
        const detail = rdataFault(found, reading.record.rdata, this.textIn(i, found.range));
        faults.push(this.fault(i, detail, found.range));
      }
    }
    return faults;
  }

  private textIn(index: number, { start, end }: Range): string {
    return this.text.slice(this.startAt(index) + start, this.startAt(index) + end);
  }

  private fault(index: number, detail: FaultDetail, range: Range): Fault {
    const fault = { ...detail, anchor: { id: this.idAt(index) }, range, text: this.textIn(index, range) };
    const repair = repairOf(fault, this.text.slice(this.startAt(index), this.endAt(index)));
    return repair === undefined ? fault : { ...fault, repair };
  }

  get pragmas(): readonly Pragma[] {
    return this.scanned.pragmas.map((p) => ({
      at: p.at,
      text: this.text.slice(p.at, p.end),
      range: rangeOf(this.text.lastIndexOf(';', p.at), p.end),
      alone: p.alone,
    }));
  }

  get hasPragmas(): boolean {
    return this.scanned.pragmas.length > 0;
  }

  /** The number of line ends in the block. */
  get lineEnds(): number {
    if (this.lineEndCount < 0) this.lineEndCount = countLineEnds(this.text);
    return this.lineEndCount;
  }

  /**
   * The offsets at which the lines of the block start. The first is 0. A line that starts at the end of the block belongs to the
   * next one.
   */
  get lines(): Int32Array {
    this.lineStarts ??= lineStartsOf(this.text);
    return this.lineStarts;
  }

  /** Whether the entries have the same meaning, regardless of position. */
  sameEntry(index: number, other: ZoneBlock, otherIndex: number): boolean {
    return (
      this.cell(index, rows.TYPE) === other.cell(otherIndex, rows.TYPE) &&
      this.ttlAt(index) === other.ttlAt(otherIndex) &&
      this.ownerHashAt(index) === other.ownerHashAt(otherIndex) &&
      this.endAt(index) - this.startAt(index) === other.endAt(otherIndex) - other.startAt(otherIndex) &&
      this.hasOwnOwnerAt(index) === other.hasOwnOwnerAt(otherIndex) &&
      sameContext(this.contextAt(index), other.contextAt(otherIndex)) &&
      (this.hasOwnOwnerAt(index) || this.ownerAt(index) === other.ownerAt(otherIndex))
    );
  }
}

/** The owner that starts at `start`, without its quotes. */
function ownerWord(text: string, start: number): { readonly start: number; readonly end: number } {
  // Some characters that JavaScript treats as white space do not separate words here: U+FEFF is part of a name.
  while (/[() \t\r\n]/.test(text[start] ?? '')) start++;
  return insideWord(text, firstWord(text, start));
}
