import { rangeOf } from '../../../text/range.ts';
import type { SyntaxFault } from '../../../text/syntax-fault.ts';
import type { TopLevelItem } from './item.ts';
import { NativeItem } from './item.ts';
import { ItemReader } from './read-item.ts';
import { Rows } from './rows.ts';
import { Skipper } from './skipper.ts';
import { nextTopLevelHeader } from './top-level.ts';

/** Nearly all items have no faults and no comments for mailtxt, and share this. */
const NOTHING: readonly never[] = [];

/**
 * Reads the structure of a file item by item: its blocks and attributes, and where their expressions are.
 *
 * An item is first read strictly: all brackets match, and all blocks are closed. If that fails, it is read again up to the next
 * line that must be another top-level block, and then tolerantly, with regard to what each line looks like. So a fault stays in
 * its block. Invariant: before `strictFrom` no item is read strictly to the end of the text, and before `limitedFrom` none is
 * read up to the next such line, because that failed once; this keeps the work linear.
 */
export class BodyScanner {
  private readonly text: string;
  private readonly skipper: Skipper;
  private readonly rows = new Rows();
  private readonly reader: ItemReader;
  /** Where the next item starts. */
  at: number;
  private strictFrom = 0;
  private limitedFrom = 0;
  private nextHeader = 0;

  constructor(text: string, at = 0) {
    this.text = text;
    this.skipper = new Skipper(text);
    this.reader = new ItemReader(text, this.skipper, this.rows);
    this.at = at;
  }

  /** True if reading an item depended on all of the text after it, so that a change there may affect it. */
  get hasLookedAhead(): boolean {
    return this.strictFrom > 0;
  }

  /** The next item; `undefined` at the end of the text. */
  next(): TopLevelItem | undefined {
    const start = this.at;
    if (start >= this.text.length) {
      this.rows.close();
      return undefined;
    }
    const { rows, reader } = this;
    const from = rows.count;
    this.readItem(start);
    this.at = reader.pos;
    const text = this.text.slice(start, reader.pos);
    const faults = reader.faults.length > 0 ? reader.faults.map((fault) => within(fault, text)) : NOTHING;
    const pragmas = reader.pragmas.length > 0 ? reader.pragmas : NOTHING;
    return new NativeItem(text, { rows, from, to: rows.count }, { faults, pragmas });
  }

  private readItem(start: number): void {
    const { reader } = this;
    const end = this.text.length;
    if (start >= this.strictFrom) {
      if (reader.read(start, { limit: end, tolerant: false })) return;
      this.strictFrom = end;
    }
    if (start >= this.limitedFrom) {
      const header = this.headerAfter(start);
      if (header < end && reader.read(start, { limit: header, tolerant: false })) return;
      this.limitedFrom = header;
    }
    reader.read(start, { limit: end, tolerant: true });
  }

  /** Where the next top-level block seems to begin, not counting the item itself. */
  private headerAfter(start: number): number {
    const first = this.skipper.trivia(start, this.text.length) + 1;
    if (this.nextHeader < first) {
      const found = nextTopLevelHeader(this.text, first);
      this.nextHeader = found < 0 ? this.text.length : found;
    }
    return this.nextHeader;
  }
}

/** A fault that is in what proved to be the next item is shown at the end of this one. */
function within(fault: SyntaxFault, { length }: string): SyntaxFault {
  const { start, end } = fault.range;
  if (end <= length) return fault;
  return { ...fault, range: rangeOf(Math.min(start, Math.max(0, length - 1)), length) };
}
