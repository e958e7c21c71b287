import type { RecordBlock, RecordDocument } from '../../records/document.ts';
import { countUpTo } from '../../text/range-union.ts';
import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import type { SourceText } from '../../text/source-text.ts';

export const NOWHERE: Range = rangeOf(0, 0);

/** Of a block of entries, what is needed to find the one that a comment in it means. */
export class CommentedBlock {
  private readonly document: RecordDocument;
  private readonly block: RecordBlock;
  private readonly base: number;
  /** The first entry behind the block. */
  private readonly following: Range;
  /** The farthest end of the first i + 1 entries: what makes a record may hold what makes another one. */
  private readonly ends: readonly number[];
  /** Of an entry, the first of the lines before it that have nothing but comments. */
  private readonly firstSkipped = new Map<number, number>();

  constructor(document: RecordDocument, block: RecordBlock, base: number, following: Range) {
    this.document = document;
    this.block = block;
    this.base = base;
    this.following = following;
    const ends: number[] = [];
    for (let i = 0; i < block.size; i++) ends.push(Math.max(ends.at(-1) ?? 0, block.endAt(i)));
    this.ends = ends;
  }

  /** The one entry that a comment at `at` means: the one it stands in or behind, or else the next one. */
  reach(at: number, sameLine: boolean): Range {
    const next = this.countBefore(at);
    const around = countUpTo(this.ends, at);
    if (around < next) return this.entry(around);
    if (sameLine) return next === 0 ? NOWHERE : this.entry(next - 1);
    if (next === this.block.size) return this.following;
    return this.isNext(at, next) ? this.entry(next) : NOWHERE;
  }

  /** How many entries start before the offset in the block. */
  private countBefore(at: number): number {
    let low = 0;
    let high = this.block.size;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.block.startAt(middle) < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /**
   * Whether the entry stands on the next line. In a zone the next entry always does; what a block of Terraform publishes may
   * be typed in another place, and then the comment above the block speaks of nothing here.
   */
  private isNext(at: number, index: number): boolean {
    const { text } = this.document;
    if (this.document.madeBy(this.block, index) === undefined) return true;
    let first = this.firstSkipped.get(index);
    if (first === undefined) {
      first = text.offsetToPosition(this.base + this.block.startAt(index)).line;
      while (first > 0 && isSkipped(text, first - 1)) first--;
      this.firstSkipped.set(index, first);
    }
    return text.offsetToPosition(this.base + at).line + 1 >= first;
  }

  private entry(index: number): Range {
    return startOf(this.base + this.block.startAt(index));
  }
}

/** An entry is known by where it starts. */
function startOf(start: number): Range {
  return rangeOf(start, start + 1);
}

/** Of each block, the first entry behind it. */
export function followingEntries({ blocks, text }: RecordDocument): readonly Range[] {
  const following: Range[] = new Array<Range>(blocks.length).fill(NOWHERE);
  let next = NOWHERE;
  let base = text.length;
  for (let i = blocks.length - 1; i >= 0; i--) {
    const block = blocks[i];
    if (block === undefined) continue;
    base -= block.length;
    following[i] = next;
    if (block.size > 0) next = startOf(base + block.startAt(0));
  }
  return following;
}

/** The lines that comments mean, of a document in which what belongs to an entry may stand anywhere. */
export class CommentedLines {
  private readonly text: SourceText;
  /** The lines of which `meant` is the one that is meant. */
  private from = 0;
  private meant = 0;

  constructor(text: SourceText) {
    this.text = text;
  }

  /** The line of the comment, or the next one with more than a comment. Comments are asked about in their order. */
  of(comment: Range, sameLine: boolean): Range | undefined {
    const { text } = this;
    const { line } = text.offsetToPosition(comment.start);
    if (sameLine) return text.lineRange(line);
    if (line < this.from || line >= this.meant) {
      this.from = line;
      this.meant = line + 1;
      while (this.meant < text.lineCount && isSkipped(text, this.meant)) this.meant++;
    }
    return this.meant < text.lineCount ? text.lineRange(this.meant) : undefined;
  }
}

/** A line with nothing, or with another comment. */
function isSkipped(text: SourceText, line: number): boolean {
  const { start, end } = text.lineRange(line);
  return /^\s*(?:#|\/\/|$)/.test(text.slice(start, end));
}
