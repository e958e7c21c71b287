import type { FormatRequest } from '../../records/formatting.ts';
import { CLASS, COLUMN_COUNT, DATA, OWNER, TTL, TTL_AFTER_CLASS } from './format-entry.ts';
import type { Cell, EntryLayout } from './format-entry.ts';

/** Characters of the longest owner that the columns make room for; longer ones push the rest of their own line. */
export const MAX_ALIGNED_OWNER = 40;
/** The last column, in characters, of text that comments are aligned after; longer lines have their comment right after them. */
export const MAX_ALIGNED_COMMENT = 100;

/** How blanks are written. */
export type Blanks = Pick<FormatRequest, 'insertSpaces' | 'tabSize'>;

/** The column, in characters, at which each of the columns of a zone file starts; 0 for one that no line has. */
export interface Columns {
  readonly starts: readonly number[];
  /** No entry has a TTL before its class. */
  readonly ttlIsAfterClass: boolean;
}

/** The column after some text that starts at a column. */
export function columnAfter(column: number, text: string, tabSize: number): number {
  if (!text.includes('\t')) return column + text.length;
  let at = column;
  for (const character of text) at = character === '\t' ? nextStop(at, tabSize) : at + character.length;
  return at;
}

function nextStop(column: number, tabSize: number): number {
  return (Math.floor(column / tabSize) + 1) * tabSize;
}

/** Where a column starts at the earliest after text that ends at `end`. */
export function columnBehind(end: number, { insertSpaces, tabSize }: Blanks): number {
  return insertSpaces ? end + 1 : nextStop(end, tabSize);
}

/** The blanks from one column to another. */
export function fill(from: number, to: number, { insertSpaces, tabSize }: Blanks): string {
  if (insertSpaces) return ' '.repeat(Math.max(0, to - from));
  let at = from;
  let tabs = 0;
  while (nextStop(at, tabSize) <= to) {
    at = nextStop(at, tabSize);
    tabs++;
  }
  return '\t'.repeat(tabs) + ' '.repeat(Math.max(0, to - at));
}

/** Which column a cell is in: a TTL without a class is where the others have theirs. */
export function columnOf({ cells }: EntryLayout, cell: Cell, columns: Pick<Columns, 'ttlIsAfterClass'>): number {
  if (cell.column !== TTL || !columns.ttlIsAfterClass) return cell.column;
  return cells.some(({ column }) => column === CLASS) ? TTL : TTL_AFTER_CLASS;
}

/** Something that is to be in one column with others. */
export interface Item {
  /** The column that it is typed in. */
  readonly typed: number;
  /** The first column that it can be in. */
  readonly least: number;
  /** The others do not make room for it. */
  readonly isOutlier: boolean;
}

/**
 * The column for all of the items: the one that most of them are in, where that was made for columns, or else the first one
 * that fits. The same column is found again once they are in it.
 */
export function settle(items: readonly Item[], { insertSpaces, tabSize }: Blanks): number {
  const votes = new Map<number, number>();
  for (const { typed } of items) votes.set(typed, (votes.get(typed) ?? 0) + 1);
  const isMost = (count: number): boolean => 2 * count > items.length;
  for (const [column, count] of votes) {
    if (!isMost(count) || !(insertSpaces || column % tabSize === 0)) continue;
    const fitting = items.filter(({ least }) => least <= column).length;
    const padded = items.filter(({ least }) => least < column).length;
    if (fitting === items.length || (isMost(fitting) && 2 * padded >= items.length)) return column;
  }
  const aligned = items.filter(({ isOutlier }) => !isOutlier);
  const counted = 2 * aligned.length < items.length ? items : aligned;
  return counted.reduce((most, { least }) => Math.max(most, least), 0);
}

/** The columns for all of the entries. */
export function columnsOfGroup(group: readonly EntryLayout[], blanks: Blanks): Columns {
  const ttlIsAfterClass =
    !group.some(({ cells }) => hasTtlBeforeClass(cells)) &&
    group.some(({ cells }) => cells.some(({ column }) => column === TTL_AFTER_CLASS));
  const ends = group.map(() => 0);
  const starts = new Array<number>(COLUMN_COUNT).fill(0);
  for (let column = 0; column < COLUMN_COUNT; column++) {
    const found = group.flatMap((entry, index) => {
      const cell = entry.cells.find((one) => columnOf(entry, one, { ttlIsAfterClass }) === column);
      return cell === undefined ? [] : [{ entry, index, cell }];
    });
    if (column !== OWNER) {
      const items = found.map(({ entry, index, cell }) => ({
        typed: columnOfCell(entry, cell, blanks.tabSize),
        least: columnBehind(ends[index] ?? 0, blanks),
        isOutlier: hasLongOwner(entry),
      }));
      starts[column] = settle(items, blanks);
    }
    for (const { index, cell } of found) {
      const least = column === OWNER ? 0 : columnBehind(ends[index] ?? 0, blanks);
      ends[index] = Math.max(starts[column] ?? 0, least) + (cell.end - cell.start);
    }
  }
  return { starts, ttlIsAfterClass };
}

function hasLongOwner({ cells: [first] }: EntryLayout): boolean {
  return first?.column === OWNER && first.end - first.start > MAX_ALIGNED_OWNER;
}

function hasTtlBeforeClass(cells: readonly Cell[]): boolean {
  const ttl = cells.findIndex(({ column }) => column === TTL);
  return ttl >= 0 && cells[ttl + 1]?.column === CLASS;
}

/** The columns of entries as they are typed: of each column, that of the last entry that has it. */
export function typedColumns(before: readonly EntryLayout[], tabSize: number): Columns {
  const starts = new Array<number>(COLUMN_COUNT).fill(0);
  const ttlIsAfterClass = before.some(({ cells }) => cells.some(({ column }) => column === TTL_AFTER_CLASS));
  for (const entry of before) {
    for (const cell of entry.cells) {
      starts[columnOf(entry, cell, { ttlIsAfterClass })] = columnOfCell(entry, cell, tabSize);
    }
  }
  return { starts, ttlIsAfterClass };
}

/** The column at which a cell is typed. */
export function columnOfCell({ block, lines }: EntryLayout, cell: Cell | undefined, tabSize: number): number {
  const [{ start }] = lines;
  return columnAfter(0, block.text.slice(start, cell?.start ?? start), tabSize);
}

/** The columns at which the cells of an entry start once it is aligned, in their order, and where its first line ends. */
export function placesOf(
  entry: EntryLayout,
  columns: Columns,
  blanks: Blanks,
): { readonly starts: readonly number[]; readonly end: number } {
  const starts: number[] = [];
  let end = 0;
  for (const cell of entry.cells) {
    const wanted = columns.starts[columnOf(entry, cell, columns)] ?? 0;
    const start = cell.column === OWNER ? 0 : Math.max(wanted, columnBehind(end, blanks));
    starts.push(start);
    const text = entry.block.text.slice(cell.start, cell.end);
    end = cell.column === DATA ? columnAfter(start, text, blanks.tabSize) : start + text.length;
  }
  return { starts, end };
}
