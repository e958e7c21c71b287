import { rangeOf } from './range.ts';
import type { Range } from './range.ts';
import type { Position, SourceText } from './source-text.ts';

/** The text of a document that is stored in one piece. Its lines are computed on request. */
export class PlainText implements SourceText {
  readonly text: string;
  readonly isPrivate: boolean;
  /** Offsets at which lines start. */
  private starts: readonly number[] | undefined;

  constructor(text: string, isPrivate = false) {
    this.text = text;
    this.isPrivate = isPrivate;
  }

  get length(): number {
    return this.text.length;
  }

  get lineCount(): number {
    return this.lines().length;
  }

  slice(start: number, end: number): string {
    return this.text.slice(start, end);
  }

  offsetToPosition(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.text.length));
    const starts = this.lines();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: at - (starts[low] ?? 0) };
  }

  positionToOffset({ line, character }: Position): number {
    if (line < 0) return 0;
    if (line >= this.lineCount) return this.text.length;
    const { start, end } = this.lineRange(line);
    return Math.max(start, Math.min(start + character, end));
  }

  lineRange(line: number): Range {
    const starts = this.lines();
    const start = starts[line] ?? this.text.length;
    let end = starts[line + 1] ?? this.text.length;
    if (line + 1 < starts.length) {
      end--;
      if (this.text[end] === '\n' && end > start && this.text[end - 1] === '\r') end--;
    }
    return rangeOf(start, end);
  }

  private lines(): readonly number[] {
    if (this.starts === undefined) {
      const starts = [0];
      for (const { 0: ending, index } of this.text.matchAll(/\r\n|\r|\n/g))
        starts.push(index + ending.length);
      this.starts = starts;
    }
    return this.starts;
  }
}
