import type { FormatRequest } from '../../records/formatting.ts';
import {
  COLUMN_COUNT,
  DATA_COLUMN,
  OWNER_COLUMN,
  TTL_COLUMN,
  TTL_AFTER_CLASS_COLUMN,
} from './format-entry.ts';
import type { EntryCell, EntryLayout } from './format-entry.ts';

/** Characters of the longest owner that the columns make room for. Longer ones push the rest of their own line. */
export const LONGEST_ALIGNED_OWNER = 40;
/**
 * The last column, in characters, that others make room for. Text that starts after it directly follows the text
 * before it, so that one long word does not fill a file with spaces.
 */
export const LAST_COLUMN = 100;

/** How white space is written. */
export type Indentation = Pick<FormatRequest, 'insertSpaces' | 'tabSize'>;

/** The start of each column of a zone file, in characters; 0 for a column that no line has. */
export interface ZoneColumns {
  readonly starts: readonly number[];
  /** Whether no entry has a TTL before its class. */
  readonly ttlIsAfterClass: boolean;
}

/** The column after a text that starts at a column. */
export function columnAfter(column: number, text: string, tabSize: number): number {
  if (!text.includes('\t')) return column + text.length;
  let at = column;
  for (const character of text) at = character === '\t' ? nextStop(at, tabSize) : at + character.length;
  return at;
}

function nextStop(column: number, tabSize: number): number {
  return (Math.floor(column / tabSize) + 1) * tabSize;
}

/** The first possible start of a column after text that ends at `end`. */
export function nextColumn(end: number, { insertSpaces, tabSize }: Indentation): number {
  return insertSpaces ? end + 1 : nextStop(end, tabSize);
}

/** The white space from one column to another. */
export function fill(from: number, to: number, { insertSpaces, tabSize }: Indentation): string {
  if (insertSpaces) return ' '.repeat(Math.max(0, to - from));
  let at = from;
  let tabs = 0;
  while (nextStop(at, tabSize) <= to) {
    at = nextStop(at, tabSize);
    tabs++;
  }
  return '\t'.repeat(tabs) + ' '.repeat(Math.max(0, to - at));
}

/** The column of a cell. A TTL without a class is in the same column as the others. */
export function columnOf(
  { hasClass }: EntryLayout,
  { column }: EntryCell,
  { ttlIsAfterClass }: Pick<ZoneColumns, 'ttlIsAfterClass'>,
): number {
  return column === TTL_COLUMN && ttlIsAfterClass && !hasClass ? TTL_AFTER_CLASS_COLUMN : column;
}

/** Something to be aligned with others in one column. */
export interface Item {
  /** Its column in the source. */
  readonly typed: number;
  /** The first column that it can have. */
  readonly least: number;
  /** Whether the others do not make room for it. */
  readonly isOutlier: boolean;
}

/**
 * The column for all of the items: the one that most of them have, if it was meant for alignment, otherwise the first one that
 * fits. Formatting the result again gives the same column.
 */
export function commonColumn(items: readonly Item[], { insertSpaces, tabSize }: Indentation): number {
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
export function columnsOfGroup(group: readonly EntryLayout[], indentation: Indentation): ZoneColumns {
  const ttlIsAfterClass =
    !group.some(({ cells, hasClass }) => hasClass && cells.some(({ column }) => column === TTL_COLUMN)) &&
    group.some(({ cells }) => cells.some(({ column }) => column === TTL_AFTER_CLASS_COLUMN));
  const starts = new Array<number>(COLUMN_COUNT).fill(0);
  const aligning = group.map((entry) => ({ entry, next: 0, end: 0, isOutlier: hasLongOwner(entry) }));
  for (let column = OWNER_COLUMN; column < COLUMN_COUNT; column++) {
    const here = aligning.filter(({ entry, next }) => {
      const cell = entry.cells[next];
      return cell !== undefined && columnOf(entry, cell, { ttlIsAfterClass }) === column;
    });
    const items = here.map(({ entry, next, end, isOutlier }) => {
      const least = column === OWNER_COLUMN ? 0 : nextColumn(end, indentation);
      const typed = columnOfCell(entry, entry.cells[next], indentation.tabSize);
      return { typed, least, isOutlier: isOutlier || least > LAST_COLUMN };
    });
    const start = commonColumn(items, indentation);
    starts[column] = start;
    here.forEach((one, i) => {
      const cell = one.entry.cells[one.next++];
      if (cell !== undefined) one.end = Math.max(start, items[i]?.least ?? 0) + (cell.end - cell.start);
    });
  }
  return { starts, ttlIsAfterClass };
}

function hasLongOwner({ cells: [first] }: EntryLayout): boolean {
  return first?.column === OWNER_COLUMN && first.end - first.start > LONGEST_ALIGNED_OWNER;
}

/** The columns of entries in the source. Each is that of the last entry that has it. */
export function typedColumns(before: readonly EntryLayout[], tabSize: number): ZoneColumns {
  const starts = new Array<number>(COLUMN_COUNT).fill(0);
  const ttlIsAfterClass = before.some(({ cells }) =>
    cells.some(({ column }) => column === TTL_AFTER_CLASS_COLUMN),
  );
  for (const entry of before) {
    for (const cell of entry.cells) {
      starts[columnOf(entry, cell, { ttlIsAfterClass })] = columnOfCell(entry, cell, tabSize);
    }
  }
  return { starts, ttlIsAfterClass };
}

/** The column of a cell in the source. */
export function columnOfCell(
  { block, lines }: EntryLayout,
  cell: EntryCell | undefined,
  tabSize: number,
): number {
  const [{ start }] = lines;
  return columnAfter(0, block.text.slice(start, cell?.start ?? start), tabSize);
}

/** The columns at which the cells of an aligned entry start, in order, and the end of its first line. */
export function placesOf(
  entry: EntryLayout,
  columns: ZoneColumns,
  indentation: Indentation,
): { readonly starts: readonly number[]; readonly end: number } {
  const starts: number[] = [];
  let end = 0;
  for (const cell of entry.cells) {
    const wanted = columns.starts[columnOf(entry, cell, columns)] ?? 0;
    const start = cell.column === OWNER_COLUMN ? 0 : Math.max(wanted, nextColumn(end, indentation));
    starts.push(start);
    const text = entry.block.text.slice(cell.start, cell.end);
    end = cell.column === DATA_COLUMN ? columnAfter(start, text, indentation.tabSize) : start + text.length;
  }
  return { starts, end };
}
