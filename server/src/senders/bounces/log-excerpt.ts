import { PlainText } from '../../text/plain-text.ts';
import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import type { Position } from '../../text/source-text.ts';

/** The relevant lines of a log, with the line numbers of the whole log. */
export class LogExcerpt extends PlainText {
  /** The zero-based number of each line in the whole log, in ascending order except for the senders of messages. */
  private readonly numbers: readonly number[];
  private readonly indices: ReadonlyMap<number, number>;

  constructor(lines: readonly { readonly text: string; readonly number: number }[]) {
    super(lines.map(({ text }) => `${text}\n`).join(''));
    this.numbers = lines.map(({ number }) => number);
    this.indices = new Map(this.numbers.map((number, index) => [number, index]));
  }

  /** The number in the whole log of a line of the text. Both are zero-based. */
  lineOf(line: number): number {
    return this.numbers[line] ?? (this.numbers.at(-1) ?? -1) + 1;
  }

  override offsetToPosition(offset: number): Position {
    const { line, character } = super.offsetToPosition(offset);
    return { line: this.lineOf(line), character };
  }

  /** For a line that is not kept: empty, at the end. */
  override lineRange(line: number): Range {
    const index = this.indices.get(line);
    return index === undefined ? rangeOf(this.length, this.length) : super.lineRange(index);
  }

  override positionToOffset({ line, character }: Position): number {
    const { start, end } = this.lineRange(line);
    return Math.max(start, Math.min(start + character, end));
  }
}
