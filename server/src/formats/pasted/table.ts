import { typeCode } from '../../dns/types.ts';
import { rangeOf } from '../../text/range.ts';
import type { Range } from '../../text/range.ts';

/** The content of a column in a table of records. */
type Column = 'type' | 'name' | 'value' | 'ttl' | 'priority';

/** A row of such a table: offsets in the text, without white space around the cells. */
export interface TableRow {
  readonly range: Range;
  readonly cells: Readonly<Partial<Record<Column, Range>>>;
}

/** Rows that are read. A panel shows a few hundred, and each fix reads all of them again. */
export const MAX_TABLE_ROWS = 1000;

/** What the columns are called in control panels, in lowercase. */
const COLUMNS: Readonly<Record<Column, readonly string[]>> = {
  type: ['type', 'record type'],
  name: ['name', 'host', 'hostname', 'host name', 'record name', 'subdomain', 'owner'],
  value: [
    'value',
    'content',
    'data',
    'rdata',
    'points to',
    'target',
    'answer',
    'destination',
    'record value',
  ],
  ttl: ['ttl'],
  priority: ['priority', 'prio', 'preference'],
};

/** Separators of cells: tabs, lines of a Markdown table, or white space that aligns them. */
const SEPARATORS: readonly RegExp[] = [/\t/g, /\|/g, / {2,64}/g];

interface Layout {
  readonly separator: RegExp;
  readonly columns: readonly (Column | undefined)[];
  /** Whether the first row contains column names. */
  readonly hasHead: boolean;
}

/** Whether a text is a table of records as control panels show one. A line of a zone file is not. */
export function looksLikeTable(text: string): boolean {
  return layoutOf(linesOf(text), text) !== undefined;
}

export interface Table {
  /** The rows that are records. */
  readonly rows: readonly TableRow[];
  /** Lines that are not records, except for the header. */
  readonly others: readonly Range[];
  /** The line after {@link MAX_TABLE_ROWS}. Nothing is read from there on. */
  readonly rest: Range | undefined;
}

export function readTable(text: string): Table {
  const lines = linesOf(text);
  const layout = layoutOf(lines, text);
  if (layout === undefined) return { rows: [], others: lines, rest: undefined };
  const rows: TableRow[] = [];
  const others: Range[] = [];
  for (const line of layout.hasHead ? lines.slice(1) : lines) {
    if (/^[\s|:-]*$/.test(cellText(text, line))) continue;
    if (rows.length + others.length === MAX_TABLE_ROWS) return { rows, others, rest: line };
    const row = rowOf(line, layout, text);
    if (row === undefined) others.push(line);
    else rows.push(row);
  }
  return { rows, others, rest: undefined };
}

function layoutOf(lines: readonly Range[], text: string): Layout | undefined {
  const [first] = lines;
  if (first === undefined) return undefined;
  for (const separator of SEPARATORS) {
    const cells = cellsOf(first, separator, text);
    const columns = cells.map((cell) => columnCalled(cellText(text, cell)));
    const isHead = (['type', 'name', 'value'] as const).every((column) => columns.includes(column));
    if (isHead) return { separator, columns, hasHead: true };
  }
  // Without a header, the type comes first. In a zone file the first word would be a name, followed by a type.
  for (const separator of SEPARATORS) {
    const isRow = (line: Range): boolean => {
      const cells = cellsOf(line, separator, text).map((cell) => cellText(text, cell));
      const [type = '', , value = ''] = cells;
      return cells.length >= 3 && isType(type) && !cells.slice(1).some(isClassOrType) && value !== '';
    };
    if (lines.every(isRow)) return { separator, columns: ['type', 'name', 'value', 'ttl'], hasHead: false };
  }
  return undefined;
}

function columnCalled(text: string): Column | undefined {
  const called = text.toLowerCase();
  const known = Object.entries(COLUMNS).find(([, names]) => names.includes(called));
  return known?.[0] as Column | undefined;
}

function isType(text: string): boolean {
  return /^[A-Z][A-Z0-9]*$/.test(text) && typeCode(text) !== undefined;
}

function isClassOrType(text: string): boolean {
  return text === 'IN' || isType(text);
}

function rowOf(line: Range, { separator, columns }: Layout, text: string): TableRow | undefined {
  const cells: Partial<Record<Column, Range>> = {};
  for (const [i, cell] of cellsOf(line, separator, text).entries()) {
    const column = columns[i];
    if (column !== undefined && cells[column] === undefined) cells[column] = cell;
  }
  const { type, name, value } = cells;
  if (type === undefined || name === undefined || value === undefined || value.start === value.end)
    return undefined;
  return isType(cellText(text, type).toUpperCase()) ? { range: line, cells } : undefined;
}

/** The cells of a line, without the outer pipes of a Markdown table. */
function cellsOf({ start, end }: Range, separator: RegExp, text: string): readonly Range[] {
  const line = text.slice(start, end);
  const cells: Range[] = [];
  let from = 0;
  let counted = 0;
  let quotes = 0;
  for (const { index, 0: between } of line.matchAll(separator)) {
    quotes += line.slice(counted, index).match(/(?<!\\)"/g)?.length ?? 0;
    counted = index;
    // Within quotes it is part of the value.
    if (quotes % 2 === 1) continue;
    // The first line of a Markdown row, and more of the white space that aligns a cell.
    const isEdge = index === 0 && between === '|';
    const goesOn = index === from && between.startsWith(' ');
    if (!isEdge && !goesOn) cells.push(trimmed(start + from, start + index, text));
    from = index + between.length;
  }
  if (from < line.length) cells.push(trimmed(start + from, end, text));
  return cells;
}

function trimmed(start: number, end: number, text: string): Range {
  const inside = text.slice(start, end);
  const from = start + inside.length - inside.trimStart().length;
  return rangeOf(from, Math.max(from, start + inside.trimEnd().length));
}

/** The cells that are not empty, without white space at their ends. */
function linesOf(text: string): readonly Range[] {
  const lines: Range[] = [];
  for (const { index, 0: line } of text.matchAll(/[^\r\n]+/g)) {
    if (line.trim() !== '') lines.push(trimmed(index, index + line.length, text));
  }
  return lines;
}

export function cellText(text: string, { start, end }: Range): string {
  return text.slice(start, end);
}
