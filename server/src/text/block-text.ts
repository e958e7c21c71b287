import { rangeOf } from './range.ts';
import type { Range } from './range.ts';
import type { Position, SourceText } from './source-text.ts';

/** A part of a text with its lines, which end at LF, CRLF or a lone CR. */
export interface TextBlock {
  readonly text: string;
  readonly length: number;
  /** Line ends in the block. */
  readonly lineEnds: number;
  /** Offsets at which its lines start, beginning with 0. A line that starts at the block's end belongs to the next block. */
  readonly lines: Int32Array;
}

/**
 * The text of a document that is stored in blocks.
 *
 * Invariant: `starts[i]` and `lineStarts[i]` are the offset and the line at which block i starts, and one more entry has the end
 * of the text. Every block except the last ends at a line end.
 */
export class BlockText implements SourceText {
  private blocks: readonly TextBlock[];
  private readonly starts: number[] = [0];
  /** Lines are counted on request. */
  private lineStarts: number[] | undefined;

  constructor(blocks: readonly TextBlock[]) {
    this.blocks = blocks;
    this.replaced(blocks, 0, 0, blocks.length);
  }

  /** Replaces `removed` blocks from index `from` on by `added` ones. Blocks after them only move. */
  replaced(blocks: readonly TextBlock[], from: number, removed: number, added: number): void {
    this.blocks = blocks;
    const fresh = blocks.slice(from, from + added);
    replaceSums(this.starts, from, removed, fresh, (block) => block.length);
    if (this.lineStarts !== undefined)
      replaceSums(this.lineStarts, from, removed, fresh, (block) => block.lineEnds);
  }

  private get firstLines(): readonly number[] {
    if (this.lineStarts === undefined) {
      this.lineStarts = [0];
      replaceSums(this.lineStarts, 0, 0, this.blocks, (block) => block.lineEnds);
    }
    return this.lineStarts;
  }

  get length(): number {
    return this.starts[this.blocks.length] ?? 0;
  }

  get lineCount(): number {
    return (this.firstLines[this.blocks.length] ?? 0) + 1;
  }

  startOf(index: number): number {
    return this.starts[index] ?? 0;
  }

  /** The block at the offset. An offset between two blocks belongs to the second. */
  blockAt(offset: number): number {
    return lastAtMost(this.starts, this.blocks.length, offset);
  }

  slice(start: number, end: number): string {
    let result = '';
    const { blocks } = this;
    for (let i = this.blockAt(start); i < blocks.length; i++) {
      const from = this.startOf(i);
      if (from >= end) break;
      result += blocks[i]?.text.slice(Math.max(0, start - from), end - from) ?? '';
    }
    return result;
  }

  offsetToPosition(offset: number): Position {
    const at = Math.min(Math.max(0, offset), this.length);
    const index = this.blockAt(at);
    const block = this.blocks[index];
    if (block === undefined) return { line: 0, character: 0 };
    const within = at - this.startOf(index);
    const lines = block.lines;
    if (within === block.length && block.lineEnds === lines.length) {
      // Only for the last block: its last line is the empty one after its last line end.
      return { line: (this.firstLines[index] ?? 0) + lines.length, character: 0 };
    }
    const line = lastAtMost(lines, lines.length, within);
    return { line: (this.firstLines[index] ?? 0) + line, character: within - (lines[line] ?? 0) };
  }

  positionToOffset(position: Position): number {
    if (position.line < 0) return 0;
    if (position.line >= this.lineCount) return this.length;
    const { start, end } = this.lineRange(position.line);
    return Math.min(start + Math.max(0, position.character), end);
  }

  lineRange(line: number): Range {
    const wanted = Math.min(Math.max(0, line), this.lineCount - 1);
    let index = lastAtMost(this.firstLines, this.blocks.length, wanted);
    // A line starts in the block after the line end that precedes it. Empty blocks contain none.
    while (index > 0 && this.blocks[index]?.length === 0) index--;
    const block = this.blocks[index];
    if (block === undefined) return rangeOf(0, 0);
    const base = this.startOf(index);
    const inBlock = wanted - (this.firstLines[index] ?? 0);
    const start = block.lines[inBlock] ?? block.length;
    let end = block.lines[inBlock + 1] ?? block.length;
    while (end > start && isLineEnd(block.text.charCodeAt(end - 1))) end--;
    return rangeOf(base + start, base + end);
  }
}

/**
 * `sums[i]` is the sum of the values of the blocks before i. The `added` blocks replace `removed` ones from `from` on. Later
 * blocks keep their values.
 */
function replaceSums(
  sums: number[],
  from: number,
  removed: number,
  added: readonly TextBlock[],
  measure: (block: TextBlock) => number,
): void {
  let sum = sums[from] ?? 0;
  const fresh = added.map((block) => (sum += measure(block)));
  const moved = sum - (sums[from + removed] ?? sum);
  insert(sums, from + 1, removed, fresh);
  if (moved === 0) return;
  for (let i = from + added.length + 1; i < sums.length; i++) sums[i] = (sums[i] ?? 0) + moved;
}

/** `splice` for lists that are too long to be arguments. */
function insert(numbers: number[], at: number, removed: number, added: readonly number[]): void {
  if (added.length === removed) {
    for (let i = 0; i < removed; i++) numbers[at + i] = added[i] ?? 0;
    return;
  }
  const tail = numbers.splice(at).slice(removed);
  for (const number of added) numbers.push(number);
  for (const number of tail) numbers.push(number);
}

function isLineEnd(code: number): boolean {
  return code === 0x0a || code === 0x0d;
}

/** Index of the last of the first `count` numbers that is at most `value`. They ascend, and the first one is at most `value`. */
function lastAtMost(numbers: ArrayLike<number>, count: number, value: number): number {
  let low = 0;
  let high = Math.max(0, count - 1);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((numbers[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
