import type { DomainName } from '../../dns/names.ts';
import type {
  AppliedEdit,
  DocumentProblem,
  EditableDocument,
  Fold,
  Include,
  NameServer,
  TypedOrigin,
  TypedData,
  TypedPiece,
} from '../../records/document.ts';
import type { RecordChange } from '../../records/format.ts';
import type { Formatted, FormatRequest, Retyping } from '../../records/formatting.ts';
import { BlockText } from '../../text/block-text.ts';
import type { Edit } from '../../text/edit.ts';
import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import { ZoneBlock } from './block.ts';
import type { DnsRecord } from '../../records/record.ts';
import type { TypedField } from '../../records/typed-field.ts';
import type { SendingSource } from '../../records/sending-source.ts';
import type { ZoneExport } from '../../records/zone-export.ts';
import { zoneFieldAt } from './field-at.ts';
import { initialState, NO_TTL, sameState, UNKNOWN_ORIGIN, UNKNOWN_TTL } from './context.ts';
import type { ReaderState } from './context.ts';
import { formatZone } from './format.ts';
import { foldsIn } from './folds.ts';
import { generate, generateBudget } from './generate.ts';
import { nameFromText } from './names.ts';
import { dialectOf } from './panel-export.ts';
import * as rows from './rows.ts';
import { Scanner } from './scan.ts';
import type { Scanned } from './scan.ts';
import { typedOriginsIn } from './typed-origins.ts';
import { zoneTypedData } from './typed-data.ts';
import { decodeWord, insideWord, zoneWordsOf } from './words.ts';
import { retypeEntry } from './retype.ts';
import { writeZoneChange } from './write.ts';

/** Characters after which a block is closed at the next entry. It is small because an edit reads its block again. */
const BLOCK_SIZE = 8192;
/** A smaller rest is not worth a block of its own. */
const SMALLEST_BLOCK = 2048;
/** What is known about a zone file in addition to its text and its origin. */
export interface ZoneReadingOptions {
  /** The name of the zone of a file that another one includes. Without it, the name is that of the origin. */
  readonly zone?: DomainName | undefined;
  readonly exported?: ZoneExport | undefined;
}

/** How far back an unclosed parenthesis may have looked ahead, which is the scanner's own limit. */
const FARTHEST = 1 << 20;

/**
 * A zone file.
 *
 * Invariants: the texts of the blocks, concatenated, are the document. Each block but the last ends at a line end outside
 * parentheses and quotes. The state after each block is the state before the next one. So the result is the same as reading from
 * scratch, whatever edits led here, except for IDs.
 */
export class ZoneDocument implements EditableDocument {
  private list: ZoneBlock[];
  private readonly blockText: BlockText;
  private nextId = 1;
  /** The state before the first line. */
  private readonly initial: ReaderState;
  readonly exported: ZoneExport | undefined;
  readonly commentSign = ';';
  /** Blocks that looked beyond their end. Usually there are none, and then no edit needs to look back. */
  private farSighted = 0;
  private records = 0;
  private templates = 0;
  /** The number of records of gdnsd's own types. */
  private ofGdnsd = 0;
  private includeCount = 0;
  private generateCount = 0;

  private constructor(state: ReaderState, text: string, exported: ZoneExport | undefined) {
    this.initial = state;
    this.exported = exported;
    this.list = [];
    this.blockText = new BlockText([]);
    const read = this.readRegion(text, state, false);
    this.list = read?.blocks ?? [];
    for (const block of this.list) this.count(block, 1);
    this.blockText.replaced(this.list, 0, 0, this.list.length);
  }

  /**
   * `origin` and `defaultTtl` apply before the first directive; without an origin, relative names end in an unresolved
   * value.
   */
  static read(
    text: string,
    origin: DomainName = UNKNOWN_ORIGIN,
    defaultTtl = NO_TTL,
    { zone, exported }: ZoneReadingOptions = {},
  ): ZoneDocument {
    // An included file inherits the TTL of the record before the directive.
    const lastTtl = zone === undefined ? NO_TTL : UNKNOWN_TTL;
    const state = initialState(dialectOf(origin, zone, exported), defaultTtl, lastTtl);
    return new ZoneDocument(state, text, exported);
  }

  get blocks(): readonly ZoneBlock[] {
    return this.list;
  }

  get text(): BlockText {
    return this.blockText;
  }

  get recordCount(): number {
    return this.records;
  }

  get hasTemplates(): boolean {
    return this.templates > 0;
  }

  get server(): NameServer | undefined {
    return this.ofGdnsd > 0 ? 'gdnsd' : undefined;
  }

  problems(): readonly DocumentProblem[] {
    return [];
  }

  madeBy(): undefined {
    return undefined;
  }

  typedElsewhere(): undefined {
    return undefined;
  }

  typedAs(): readonly TypedPiece[] {
    return [];
  }

  typedDataAt(offset: number): TypedData | undefined {
    const place = this.blockAt(offset);
    const block = this.list[place];
    return block && zoneTypedData(block, offset, this.blockText.startOf(place));
  }

  blockAt(offset: number): number {
    return this.blockText.blockAt(offset);
  }

  fieldAt(offset: number): TypedField | undefined {
    const index = this.blockAt(offset);
    const block = this.list[index];
    if (block === undefined) return undefined;
    const base = this.blockText.startOf(index);
    return zoneFieldAt(block, offset - base, base);
  }

  offsetOf(block: ZoneBlock): number {
    return this.blockText.startOf(this.indexOf(block));
  }

  /** Each finding of a block queries its place, so the places of blocks are computed once after an edit. */
  private indexOf(block: ZoneBlock): number {
    if (this.list[block.place] !== block) this.list.forEach((one, place) => (one.place = place));
    return this.list[block.place] === block ? block.place : -1;
  }

  /** Adds (1) or subtracts (-1) the counts of a block. */
  private count(block: ZoneBlock, sign: 1 | -1): void {
    for (let i = 0; i < block.size; i++) {
      const type = block.typeAt(i);
      if (type < rows.FIRST_DIRECTIVE) this.records += sign;
      else if (type === rows.INCLUDE_DIRECTIVE) this.includeCount += sign;
      else if (type === rows.GENERATE_DIRECTIVE) this.generateCount += sign;
      else if (type === rows.OTHER_LINE) this.templates += sign;
      if (block.isOfGdnsdAt(i)) this.ofGdnsd += sign;
    }
    if (block.lookahead > 0) this.farSighted += sign;
  }

  write(block: ZoneBlock, index: number, change: RecordChange): readonly Edit[] | undefined {
    const next = this.list[this.indexOf(block) + 1];
    const inheritedBeyond = next !== undefined && next.size > 0 && next.inheritsOwnerAt(0);
    return writeZoneChange(block, index, change, inheritedBeyond);
  }

  format(request: FormatRequest): Formatted {
    return formatZone(this, request);
  }

  retype(block: ZoneBlock, index: number, retyping: Retyping): readonly Edit[] | undefined {
    return retypeEntry(block, index, retyping, block === this.list.at(-1));
  }

  edit(edit: Edit): AppliedEdit {
    const { range, text } = edit;
    let first = this.blockText.blockAt(range.start);
    let last = this.blockText.blockAt(range.end);
    first = this.farthestConcerned(first, range.start);
    const regionStart = this.blockText.startOf(first);
    let region = this.textOf(first, last);
    region = region.slice(0, range.start - regionStart) + text + region.slice(range.end - regionStart);
    const state = this.list[first]?.before ?? this.initial;
    const added: ZoneBlock[] = [];
    let before = state;
    for (let grow = 1; ;) {
      const open = last < this.list.length - 1;
      const read = open && !region.endsWith('\n') ? undefined : this.readRegion(region, before, open);
      if (read === undefined) {
        // The entry continues in the following blocks, so take more of them each time.
        region += this.textOf(last + 1, last + grow);
        last = Math.min(last + grow, this.list.length - 1);
        grow *= 2;
        continue;
      }
      added.push(...read.blocks);
      const next = this.list[last + 1];
      if (next === undefined || sameState(read.after, next.before)) break;
      // An origin, a TTL or an owner changed for what follows: read on until it makes no difference.
      last++;
      region = next.text;
      before = read.after;
      grow = 1;
    }
    const removed = this.list.slice(first, last + 1);
    if (added.length > 1) dropEmpty(added);
    keepIds(removed, added, range, text.length, regionStart);
    this.replace(first, removed, added);
    const undo = (): void => {
      this.replace(first, added, removed);
    };
    return { from: first, removed, added, undo };
  }

  readAlone(block: ZoneBlock, index: number, text: string): ZoneBlock | undefined {
    const owner = block.inheritsOwnerAt(index) ? block.ownerAt(index) : undefined;
    const ttl = block.ttlAt(index);
    const lastTtl = ttl < 0 ? UNKNOWN_TTL : ttl;
    const state = { context: block.contextAt(index), owner, lastTtl };
    const [alone, ...more] = this.readRegion(text, state, false)?.blocks ?? [];
    if (alone === undefined || more.length > 0 || alone.size !== 1 || alone.lookahead > 0) return undefined;
    const isAlike =
      alone.typeAt(0) === block.typeAt(index) &&
      alone.ttlAt(0) === block.ttlAt(index) &&
      alone.ownerAt(0) === block.ownerAt(index);
    return isAlike && alone.faults.length === 0 ? alone : undefined;
  }

  private replace(first: number, removed: readonly ZoneBlock[], added: readonly ZoneBlock[]): void {
    for (const block of removed) this.count(block, -1);
    for (const block of added) this.count(block, 1);
    this.list.splice(first, removed.length, ...added);
    this.blockText.replaced(this.list, first, removed.length, added.length);
  }

  /** The first block that was read with a lookahead as far as `offset`. */
  private farthestConcerned(first: number, offset: number): number {
    if (this.farSighted === 0) return first;
    let concerned = first;
    for (let i = first - 1; i >= 0; i--) {
      const end = this.blockText.startOf(i + 1);
      if (offset - end > FARTHEST) break;
      if (end + (this.list[i]?.lookahead ?? 0) >= offset) concerned = i;
    }
    return concerned;
  }

  private textOf(first: number, last: number): string {
    let text = '';
    for (let i = first; i <= last; i++) text += this.list[i]?.text ?? '';
    return text;
  }

  /** Reads text into blocks. `undefined` if its last entry needs the text after it. */
  private readRegion(
    text: string,
    state: ReaderState,
    open: boolean,
  ): { readonly blocks: ZoneBlock[]; readonly after: ReaderState } | undefined {
    const scanner = new Scanner(text, state, open);
    const pieces: { text: string; before: ReaderState; scanned: Scanned; start: number }[] = [];
    let before = state;
    let start = 0;
    const cut = (): void => {
      const scanned = scanner.take();
      pieces.push({ text: text.slice(start, scanner.at), before, scanned, start });
      before = scanned.after;
      start = scanner.at;
    };
    while (scanner.entry()) {
      if (scanner.taken >= BLOCK_SIZE && text.length - scanner.at >= SMALLEST_BLOCK) cut();
    }
    if (scanner.starved) return undefined;
    if (start < text.length || pieces.length === 0) cut();
    const blocks = pieces.map((piece) => {
      const lookahead = Math.max(0, scanner.farthest - (piece.start + piece.text.length));
      const hasGivenUp = piece.scanned.faults.some(({ detail }) => detail.code === 'unbalanced-parentheses');
      const first = this.nextId;
      this.nextId += piece.scanned.rows.length / rows.STRIDE;
      return new ZoneBlock(piece.text, piece.before, piece.scanned, hasGivenUp ? lookahead : 0, first);
    });
    return { blocks, after: before };
  }

  sources(): readonly SendingSource[] {
    return [];
  }

  includes(): readonly Include[] {
    const found: Include[] = [];
    if (this.includeCount === 0) return found;
    this.forEach(rows.INCLUDE_DIRECTIVE, (block, i, base) => {
      const [, file, origin] = zoneWordsOf(block.text, block.startAt(i), block.endAt(i));
      if (file === undefined) return;
      const inside = insideWord(block.text, file);
      const context = block.contextAt(i);
      found.push({
        file: decodeWord(block.text, inside.start, inside.end, 0).text,
        origin:
          origin === undefined
            ? context.origin
            : nameFromText(block.text, origin.start, origin.end, context, 'owner'),
        zone: context.dialect.zone,
        defaultTtl: context.defaultTtl,
        range: rangeOf(base + file.start, base + (origin ?? file).end),
      });
    });
    return found;
  }

  origins(): readonly TypedOrigin[] {
    return typedOriginsIn(this.list);
  }

  folds(): readonly Fold[] {
    return foldsIn(this.list);
  }

  generated(): readonly DnsRecord[] {
    const found: DnsRecord[] = [];
    if (this.generateCount === 0) return found;
    const budget = generateBudget();
    this.forEach(rows.GENERATE_DIRECTIVE, (block, i) => {
      if (budget.records <= 0 || budget.characters <= 0) return;
      const directive = block.text.slice(block.startAt(i), block.endAt(i));
      const records = generate(directive, block.contextAt(i), block.idAt(i), budget);
      for (const record of records) found.push(record);
    });
    return found;
  }

  private forEach(type: number, visit: (block: ZoneBlock, index: number, base: number) => void): void {
    let base = 0;
    for (const block of this.list) {
      for (let i = 0; i < block.size; i++) if (block.typeAt(i) === type) visit(block, i, base);
      base += block.length;
    }
  }
}

/** Blocks without text are dropped, but one must be left to carry the state. */
function dropEmpty(blocks: ZoneBlock[]): void {
  for (let i = blocks.length - 1; i >= 0 && blocks.length > 1; i--) {
    if (blocks[i]?.length === 0) blocks.splice(i, 1);
  }
}

interface Place {
  readonly block: ZoneBlock;
  readonly index: number;
  /** Offsets in the document, before or after the edit. */
  readonly start: number;
  readonly end: number;
}

/** Entries that the edit did not touch and whose meaning did not change keep their IDs. */
function keepIds(
  removed: readonly ZoneBlock[],
  added: readonly ZoneBlock[],
  range: Range,
  insertedLength: number,
  regionStart: number,
): void {
  const old = placesOf(removed, regionStart);
  const now = placesOf(added, regionStart);
  const shift = insertedLength - (range.end - range.start);
  let front = 0;
  for (; front < old.length && front < now.length; front++) {
    const a = old[front];
    const b = now[front];
    if (a === undefined || b === undefined || a.start !== b.start) break;
    // Text after an entry on its line may belong to it (see `TextRdata.comment`).
    if (lineEndAfter(a) >= range.start) break;
    if (!b.block.sameEntry(b.index, a.block, a.index)) break;
    b.block.adoptId(b.index, a.block.idAt(a.index));
  }
  for (let i = 1; i <= old.length - front && i <= now.length - front; i++) {
    const a = old[old.length - i];
    const b = now[now.length - i];
    if (a === undefined || b === undefined || a.start + shift !== b.start) break;
    if (lineStartBefore(a) < range.end) break;
    if (!b.block.sameEntry(b.index, a.block, a.index)) break;
    b.block.adoptId(b.index, a.block.idAt(a.index));
  }
}

function placesOf(blocks: readonly ZoneBlock[], start: number): readonly Place[] {
  const places: Place[] = [];
  let base = start;
  for (const block of blocks) {
    for (let index = 0; index < block.size; index++) {
      places.push({ block, index, start: base + block.startAt(index), end: base + block.endAt(index) });
    }
    base += block.length;
  }
  return places;
}

function lineEndAfter(place: Place): number {
  const eol = place.block.text.indexOf('\n', place.block.endAt(place.index));
  return place.end + (eol < 0 ? place.block.length : eol) - place.block.endAt(place.index);
}

function lineStartBefore(place: Place): number {
  const at = place.block.startAt(place.index);
  const eol = at === 0 ? -1 : place.block.text.lastIndexOf('\n', at - 1);
  return place.start - at + eol + 1;
}
