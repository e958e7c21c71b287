import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import type { SourceText } from '../../text/source-text.ts';
import { toColumns } from '../../text/columns.ts';

/** Lines of a long range that are shown at its start; its last line follows them. */
const FIRST_LINES = 4;

/** Window widths that are looked at on either side of a mark in a long line: few characters take no column. */
const REACH = 2;

/** One line of source as it is shown, and where its carets stand. */
export interface FrameLine {
  /** Counted from 1; `undefined` stands for lines that were left out. */
  readonly number: number | undefined;
  readonly text: string;
  /** Spaces, then carets; `''` where nothing of the line is meant. */
  readonly carets: string;
}

/**
 * The lines of a range with carets under exactly its characters, each in at most `width` columns.
 * A tab goes to the next stop of 8; a long line is cut to the part that matters.
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

/** A range that ends with its line does not mean the next one. */
function lastLineOf(source: SourceText, range: Range, first: number): number {
  if (range.end <= range.start) return first;
  const { line, character } = source.offsetToPosition(range.end);
  return character === 0 && line > first ? line - 1 : line;
}

function frameLine(source: SourceText, range: Range, line: number, width: number): FrameLine {
  const whole = source.lineRange(line);
  const bounds = source.isPrivate === true ? partWithin(whole, range) : whole;
  // Only what may be shown is read of a line of megabytes.
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

/** In a range of several lines, the blanks at the ends of each are nobody's concern. */
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

/** The columns to show: from the start of the line where the mark can be seen so, else with the mark in the middle. */
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
