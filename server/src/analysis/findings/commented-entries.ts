import type { RecordBlock, RecordDocument } from '../../records/document.ts';
import { countUpTo } from '../../text/range-union.ts';
import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import type { SourceText } from '../../text/source-text.ts';

export const NOWHERE: Range = rangeOf(0, 0);

/** The data of a block of entries that is needed to find the entry of a comment in it. */
export class CommentedBlock {
  private readonly document: RecordDocument;
  private readonly block: RecordBlock;
  private readonly base: number;
  /** The first entry after the block. */
  private readonly following: Range;
  /** The farthest end of the first i + 1 entries, because the definition of a record can contain that of another one. */
  private readonly ends: readonly number[];
  /** For an entry, the first of the lines before it that have only comments. */
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

  /** The entry that a comment at `at` is about: the one that contains it or ends before it, or otherwise the next one. */
  reach(at: number, sameLine: boolean): Range {
    const next = this.countBefore(at);
    const around = countUpTo(this.ends, at);
    if (around < next) return this.entry(around);
    if (sameLine) return next === 0 ? NOWHERE : this.entry(next - 1);
    if (next === this.block.size) return this.following;
    return this.isNext(at, next) ? this.entry(next) : NOWHERE;
  }

  /** The number of entries that start before the offset in the block. */
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
   * Whether the entry is on the next line. In a zone file, the next entry always is. What a block of Terraform publishes can be
   * in another place, and then the comment above the block is not about it.
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

/** An entry is identified by its start. */
function startOf(start: number): Range {
  return rangeOf(start, start + 1);
}

/** For each block, the first entry after it. */
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

/** The lines that comments are about, in a document whose entries can have parts anywhere. */
export class CommentedLines {
  private readonly text: SourceText;
  /** The lines for which `meant` is the line that is meant. */
  private from = 0;
  private meant = 0;

  constructor(text: SourceText) {
    this.text = text;
  }

  /** The line of the comment, or the next one with more than a comment. Comments must be requested in order. */
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
