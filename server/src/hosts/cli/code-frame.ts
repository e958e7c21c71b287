import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import type { SourceText } from '../../text/source-text.ts';
import { toColumns } from '../../text/columns.ts';

/** Lines shown at the start of a long range. Its last line follows them. */
const FIRST_LINES = 4;

/** Window widths that are read on either side of a mark in a long line. Some characters take no column, but few do. */
const REACH = 2;

/** One line of source as it is shown, and its carets. */
export interface FrameLine {
  /** Counted from 1. `undefined` stands for omitted lines. */
  readonly number: number | undefined;
  readonly text: string;
  /** Spaces, then carets. `''` if no part of the line is marked. */
  readonly carets: string;
}

/**
 * The lines of a range with carets under exactly its characters, each in at most `width` columns.
 * A tab advances to the next multiple of 8. A long line is cut to the marked part.
 */
export function codeFrame(source: SourceText, range: Range, width: number): readonly FrameLine[] {
  const first = source.offsetToPosition(range.start).line;
  const last = lastLineOf(source, range, first);
  const lines: FrameLine[] = [];
  for (let line = first; line <= last; line++) {
    if (line === first + FIRST_LINES && line < last - 1) {
      lines.push({ number: undefined, text: '…', carets: '' });
      line = last;
    }
    lines.push(frameLine(source, range, line, width));
  }
  return lines;
}

/** A range that ends with its line does not include the next line. */
function lastLineOf(source: SourceText, range: Range, first: number): number {
  if (range.end <= range.start) return first;
  const { line, character } = source.offsetToPosition(range.end);
  return character === 0 && line > first ? line - 1 : line;
}

function frameLine(source: SourceText, range: Range, line: number, width: number): FrameLine {
  const whole = source.lineRange(line);
  const bounds = source.isPrivate === true ? partWithin(whole, range) : whole;
  // A line may have megabytes: read only the part that may be shown.
  const reach = REACH * width;
  const start = Math.max(bounds.start, Math.min(range.start, bounds.end) - reach);
  const end = Math.min(bounds.end, Math.max(start, range.start) + reach);
  const text = source.slice(start, end);
  const mark = rangeOf(
    Math.min(Math.max(range.start, start), end) - start,
    Math.min(Math.max(range.end, start), end) - start,
  );
  const continued = range.start < bounds.start;
  const inked = continued || range.end > bounds.end ? trimMark(text, mark) : mark;
  const cut = { before: start > whole.start, after: end < whole.end };
  const shown = layOut(text, inked, cut, width);
  return {
    number: line + 1,
    text: shown.text,
    carets: continued && inked.start === inked.end ? '' : shown.carets,
  };
}

function partWithin({ start, end }: Range, range: Range): Range {
  const from = Math.min(Math.max(start, range.start), end);
  return rangeOf(from, Math.max(from, Math.min(end, range.end)));
}

/** In a range of several lines, the spaces at both ends of each line are not marked. */
function trimMark(text: string, mark: Range): Range {
  const inside = text.slice(mark.start, mark.end);
  const start = mark.start + (inside.length - inside.trimStart().length);
  return rangeOf(Math.min(start, mark.end), Math.max(start, mark.start + inside.trimEnd().length));
}

interface Cut {
  readonly before: boolean;
  readonly after: boolean;
}

function layOut(text: string, mark: Range, cut: Cut, width: number): { text: string; carets: string } {
  const columns = toColumns(text);
  const from = columns.columnAt(mark.start);
  const to = Math.max(from, columns.columnAt(mark.end));
  const window = windowOn(from, to, columns.length, cut, width);
  const before = cut.before || window.start > 0 ? '…' : '';
  const after = cut.after || window.end < columns.length ? '…' : '';
  const indent = before.length - window.start;
  return {
    text: (before + columns.slice(window.start, window.end) + after).trimEnd(),
    carets: caretsAt(from + indent, Math.min(to, window.end) + indent),
  };
}

/** The columns to show: from the start of the line if the mark is visible then, otherwise with the mark in the middle. */
function windowOn(from: number, to: number, length: number, cut: Cut, width: number): Range {
  if (!cut.before && length + (cut.after ? 1 : 0) <= width) return rangeOf(0, length);
  if (!cut.before && Math.max(to, from + 1) < width) return rangeOf(0, Math.min(length, width - 1));
  const room = Math.max(1, width - 2);
  const lead = Math.max(0, (room - Math.min(to - from, room)) >> 1);
  const start = Math.max(0, Math.min(from - lead, length - room));
  return rangeOf(start, Math.min(length, start + room));
}

function caretsAt(from: number, to: number): string {
  return ' '.repeat(Math.max(0, from)) + '^'.repeat(Math.max(1, to - from));
}
