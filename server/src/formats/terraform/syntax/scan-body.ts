import type { Attribute, Block, CommentPragma } from './body.ts';
import type { SyntaxFault } from './fault.ts';
import { ItemReader } from './read-item.ts';
import { Skipper } from './skipper.ts';
import { nextTopLevelHeader } from './top-level.ts';

/** One attribute or block of a file's own level, with the blanks and comments before it, and on its line. */
export interface TopLevelItem {
  /** All ranges in it count from here. */
  readonly start: number;
  readonly end: number;
  /** None in the rest of a file; a file in JSON is one item with all of it. */
  readonly contents: readonly (Attribute | Block)[];
  readonly faults: readonly SyntaxFault[];
  readonly pragmas: readonly CommentPragma[];
}

/**
 * Reads the structure of a file, item by item: its blocks and attributes, and where their expressions stand.
 *
 * An item is read strictly first: all brackets match, all blocks are closed. Where that fails it is tried again up to the
 * next line that must be another block of the file's own level, and then tolerantly, with an eye on what each line looks
 * like. So a fault stays in its block. Invariant: before `strictFrom` nothing is read strictly to the end of the text, for
 * that was in vain once; this keeps the work linear.
 */
export class BodyScanner {
  private readonly text: string;
  private readonly skipper: Skipper;
  /** Where the next item starts. */
  at: number;
  private strictFrom = 0;
  private nextHeader = 0;

  constructor(text: string, at = 0) {
    this.text = text;
    this.skipper = new Skipper(text);
    this.at = at;
  }

  /** True when an item was read with a look at all that follows, which another item after it might change. */
  get hasLookedAhead(): boolean {
    return this.strictFrom > 0;
  }

  /** The next item; `undefined` at the end of the text. */
  next(): TopLevelItem | undefined {
    const start = this.at;
    if (start >= this.text.length) return undefined;
    const { pos, content, faults, pragmas } = this.readItem(start);
    this.at = pos;
    return { start, end: pos, contents: content === undefined ? [] : [content], faults, pragmas };
  }

  private readItem(start: number): ItemReader {
    const end = this.text.length;
    if (start >= this.strictFrom) {
      const reader = this.reader(start, end, false);
      if (reader.read()) return reader;
      this.strictFrom = end;
    }
    const reader = this.reader(start, this.headerAfter(start), false);
    if (reader.read()) return reader;
    const tolerant = this.reader(start, end, true);
    tolerant.read();
    return tolerant;
  }

  private reader(start: number, limit: number, tolerant: boolean): ItemReader {
    return new ItemReader(this.text, this.skipper, start, { limit, tolerant });
  }

  /** Where the next block of the file's own level seems to begin, the one that the item itself is not counted. */
  private headerAfter(start: number): number {
    const first = this.skipper.trivia(start, this.text.length) + 1;
    if (this.nextHeader < first) {
      const found = nextTopLevelHeader(this.text, first);
      this.nextHeader = found < 0 ? this.text.length : found;
    }
    return this.nextHeader;
  }
}
