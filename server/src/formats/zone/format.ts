import type { Formatted, FormatRequest } from '../../records/formatting.ts';
import type { Edit } from '../../text/edit.ts';
import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';
import type { ZoneBlock } from './block.ts';
import {
  columnAfter,
  nextColumn,
  columnOfCell,
  columnsOfGroup,
  fill,
  LAST_COLUMN,
  placesOf,
  commonColumn,
  typedColumns,
} from './format-columns.ts';
import type { ZoneColumns, Item } from './format-columns.ts';
import { lineEndOf, layoutOf, lineStartOf } from './format-entry.ts';
import type { EntryLayout, EntryLine } from './format-entry.ts';
import { splitLongStrings } from './format-strings.ts';
import { meansTheSame } from './format-verify.ts';
import * as rows from './rows.ts';

/** Blocks before and after a part of a file that are looked at to find the columns of that part. */
export const MAX_BLOCKS_AROUND = 8;

/** The part of a document that formatting needs. */
interface Blocks {
  readonly blocks: readonly ZoneBlock[];
  blockAt(offset: number): number;
  offsetOf(block: ZoneBlock): number;
}

/** An entry in the request, or one that is only looked at. */
interface Member {
  readonly layout: EntryLayout;
  readonly isWanted: boolean;
}

/** Aligns the entries of a zone file in columns, group by group. A group ends at an empty line or a directive. */
export function formatZone(document: Blocks, request: FormatRequest): Formatted {
  const { blocks } = document;
  const isWhole = request.within.start === 0 && document.blockAt(request.within.end) === blocks.length - 1;
  const around = request.alignTo === 'lines-before' ? 1 : isWhole ? 0 : MAX_BLOCKS_AROUND;
  const first = Math.max(0, document.blockAt(request.within.start) - around);
  const last = Math.min(blocks.length - 1, document.blockAt(request.within.end) + around);
  const formatter = new Formatter(request);
  let base = blocks[first] === undefined ? 0 : document.offsetOf(blocks[first]);
  for (let i = first; i <= last; i++) {
    const block = blocks[i];
    if (block === undefined) break;
    formatter.add(block, base, i === blocks.length - 1);
    base += block.length;
  }
  return formatter.finish();
}

interface Placed {
  readonly block: ZoneBlock;
  readonly base: number;
  readonly isLast: boolean;
  readonly edits: Edit[];
  /** Entries with edits that rewrite strings. */
  readonly split: Set<number>;
}

class Formatter {
  private readonly request: FormatRequest;
  private readonly placed: Placed[] = [];
  private readonly byBlock = new Map<ZoneBlock, Placed>();
  private readonly skipped: Range[] = [];
  private group: Member[] = [];

  constructor(request: FormatRequest) {
    this.request = request;
  }

  add(block: ZoneBlock, base: number, isLast: boolean): void {
    const placed: Placed = { block, base, isLast, edits: [], split: new Set() };
    this.placed.push(placed);
    this.byBlock.set(block, placed);
    const { text } = block;
    /** The start of the line after the last entry. */
    let next = 0;
    for (let index = 0; index < block.size; index++) {
      const lineStart = lineStartOf(text, block.startAt(index));
      if (hasEmptyLine(text.slice(next, lineStart))) this.closeGroup();
      const lineEnd = lineEndOf(text, block.endAt(index));
      next = afterLineEnd(text, lineEnd);
      if (block.typeAt(index) >= rows.FIRST_DIRECTIVE) {
        this.closeGroup();
        continue;
      }
      const layout = layoutOf(block, index);
      const isWanted = touches(this.request.within, base + lineStart, base + lineEnd);
      if (layout !== undefined) this.group.push({ layout, isWanted });
      else if (isWanted) this.skip(placed, index);
    }
    if (hasEmptyLine(text.slice(next))) this.closeGroup();
  }

  finish(): Formatted {
    this.closeGroup();
    const edits: Edit[] = [];
    for (const placed of this.placed) {
      const sorted = merged(placed.edits);
      if (sorted.length === 0) continue;
      if (meansTheSame(placed.block, sorted, placed.split, placed.isLast)) {
        for (const { range, text } of sorted)
          edits.push({ range: rangeOf(placed.base + range.start, placed.base + range.end), text });
      } else {
        this.skipEdited(placed, sorted);
      }
    }
    return { edits, skipped: this.skipped.sort((a, b) => a.start - b.start) };
  }

  private skip({ block, base }: Placed, index: number): void {
    this.skipped.push(rangeOf(base + block.startAt(index), base + block.endAt(index)));
  }

  private skipEdited(placed: Placed, edits: readonly Edit[]): void {
    const { block } = placed;
    let next = 0;
    for (let index = 0; index < block.size; index++) {
      const start = lineStartOf(block.text, block.startAt(index));
      const end = lineEndOf(block.text, block.endAt(index));
      while ((edits[next]?.range.end ?? Infinity) < start) next++;
      if ((edits[next]?.range.start ?? Infinity) <= end) this.skip(placed, index);
    }
  }

  private closeGroup(): void {
    const { group, request } = this;
    this.group = [];
    if (!group.some(({ isWanted }) => isWanted)) return;
    if (request.alignTo === 'lines-before') this.alignToLinesBefore(group);
    else this.alignGroup(group);
  }

  private alignGroup(group: readonly Member[]): void {
    const columns = columnsOfGroup(
      group.map(({ layout }) => layout),
      this.request,
    );
    const comments = group.flatMap(({ layout }) => this.commentOf(layout, columns));
    const comment = commonColumn(comments, this.request);
    for (const { layout, isWanted } of group) if (isWanted) this.align(layout, columns, comment, true);
  }

  /** The comment of an entry on one line, if it is to be aligned with the others. */
  private commentOf(layout: EntryLayout, columns: ZoneColumns): readonly Item[] {
    const [line] = layout.lines;
    if (layout.lines.length > 1 || !isAside(line)) return [];
    if (splitLongStrings(layout, 0, this.request) !== undefined) return [];
    return [this.commentItem(layout, line, placesOf(layout, columns, this.request).end)];
  }

  private commentItem({ block }: EntryLayout, line: EntryLine, end: number): Item {
    const typed = columnAfter(0, block.text.slice(line.start, line.comment), this.request.tabSize);
    const least = nextColumn(end, this.request);
    return { typed, least, isOutlier: least > LAST_COLUMN };
  }

  private alignToLinesBefore(group: readonly Member[]): void {
    const { tabSize } = this.request;
    const wanted = group.findIndex(({ isWanted }) => isWanted);
    const before = group.slice(0, wanted).map(({ layout }) => layout);
    if (before.length === 0) return;
    const columns = typedColumns(before, tabSize);
    const commented = [...before].reverse().find(({ lines }) => lines.length === 1 && isAside(lines[0]));
    const comment = commented === undefined ? 0 : this.commentItem(commented, commented.lines[0], 0).typed;
    for (const { layout, isWanted } of group) {
      if (isWanted && layout.lines.length === 1) this.align(layout, columns, comment, false);
    }
  }

  /** `comment` is the column of the comments in the group. */
  private align(layout: EntryLayout, columns: ZoneColumns, comment: number, mayAddLines: boolean): void {
    const { block, index, cells, lines } = layout;
    const placed = this.byBlock.get(block);
    const data = cells.at(-1);
    if (placed === undefined || data === undefined) return;
    const indentation = this.request;
    const places = placesOf(layout, columns, indentation);
    let from = lines[0].start;
    let column = 0;
    cells.forEach((cell, i) => {
      const start = places.starts[i] ?? 0;
      this.indentation(placed, from, cell.start, fill(column, start, indentation));
      from = cell.end;
      column = start + (cell.end - cell.start);
    });
    const dataColumn = places.starts.at(-1) ?? 0;
    const split = mayAddLines ? splitLongStrings(layout, dataColumn, indentation) : undefined;
    if (split !== undefined) {
      placed.split.add(index);
      placed.edits.push(...split);
    }
    if (lines.length === 1) {
      const end = split === undefined ? Math.max(comment, nextColumn(places.end, indentation)) : -1;
      this.endLine(placed, lines[0], places.end, end);
    } else {
      this.continuation(placed, layout, dataColumn, places.end);
    }
  }

  /** The lines after the first move with the data if they are aligned with it, and their comments are aligned in one column. */
  private continuation(placed: Placed, layout: EntryLayout, dataColumn: number, firstEnd: number): void {
    const indentation = this.request;
    const { text } = placed.block;
    const typedColumn = columnOfCell(layout, layout.cells.at(-1), indentation.tabSize);
    const ends = layout.lines.map((line, i) => {
      if (i === 0) return firstEnd;
      const margin = columnAfter(0, text.slice(line.start, line.content), indentation.tabSize);
      const moved = margin >= typedColumn ? margin + dataColumn - typedColumn : margin;
      if (line.content < line.end)
        this.indentation(placed, line.start, line.content, fill(0, moved, indentation));
      return columnAfter(moved, text.slice(line.content, line.contentEnd), indentation.tabSize);
    });
    const commented = layout.lines.flatMap((line, i) =>
      isAside(line) ? [this.commentItem(layout, line, ends[i] ?? 0)] : [],
    );
    const comment = commonColumn(commented, indentation);
    layout.lines.forEach((line, i) => {
      const end = ends[i] ?? 0;
      this.endLine(placed, line, end, Math.max(comment, nextColumn(end, indentation)));
    });
  }

  /** The white space before the comment or the line end. `comment` is -1 if it is as near as possible. */
  private endLine(placed: Placed, line: EntryLine, end: number, comment: number): void {
    if (line.content >= line.end) return;
    if (line.comment < 0) {
      this.indentation(placed, line.contentEnd, line.end, '');
      return;
    }
    if (!isAside(line)) return;
    const near = this.request.insertSpaces ? ' ' : '\t';
    this.indentation(
      placed,
      line.contentEnd,
      line.comment,
      comment < 0 ? near : fill(end, comment, this.request),
    );
  }

  private indentation({ block, edits }: Placed, start: number, end: number, text: string): void {
    if (block.text.slice(start, end) !== text) edits.push({ range: rangeOf(start, end), text });
  }
}

/** In order. White space that is inserted directly before a rewritten string is one edit with it. */
function merged(edits: readonly Edit[]): readonly Edit[] {
  const sorted = [...edits].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  const result: Edit[] = [];
  for (const edit of sorted) {
    const before = result.at(-1);
    if (before?.range.start === edit.range.start) {
      result[result.length - 1] = { range: edit.range, text: before.text + edit.text };
    } else {
      result.push(edit);
    }
  }
  return result;
}

/** Whether the line has a comment after white space. One without white space before it may be meant as data. */
function isAside({ comment, contentEnd }: EntryLine): boolean {
  return comment > contentEnd;
}

function touches({ start, end }: Range, lineStart: number, lineEnd: number): boolean {
  return lineEnd >= start && (lineStart < end || (start === end && lineStart === start));
}

/** Whether any of these lines is empty. */
function hasEmptyLine(lines: string): boolean {
  if (lines === '') return false;
  return lines
    .split(/\r\n|\n|\r/)
    .slice(0, -1)
    .some((line) => line.trim() === '');
}

function afterLineEnd(text: string, at: number): number {
  if (text.startsWith('\r\n', at)) return at + 2;
  return Math.min(at + 1, text.length);
}
