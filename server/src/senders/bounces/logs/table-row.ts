import { MappedText } from '../../../text/mapped-text.ts';
import type { MappedText as Text } from '../../../text/mapped-text.ts';
import { rangeOf } from '../../../text/range.ts';
import { foundIn } from '../found.ts';
import type { LocatedText } from '../model.ts';
import { columnName } from './model.ts';
import type { LineText, Row } from './model.ts';

/** Columns of one table that are read. Exports have about 30. */
export const MAX_COLUMNS = 200;

type Separator = ',' | ';' | '\t' | ' ';

interface Cell {
  readonly start: number;
  readonly end: number;
  /** The cell was quoted, with doubled quotes in it. */
  readonly escaped: boolean;
}

/**
 * The cells of one row (RFC 4180), as offsets in the line. An unclosed quote ends with the line, because a log of
 * gigabytes is read line by line and a row is one line.
 */
export function cellsOf(line: string, separator: Separator): readonly Cell[] {
  const cells: Cell[] = [];
  for (let at = 0; cells.length < MAX_COLUMNS;) {
    if (line[at] === '"' && separator !== ' ') {
      const { end, escaped } = closingQuote(line, at + 1);
      cells.push({ start: at + 1, end, escaped });
      at = line.indexOf(separator, end);
    } else {
      const end = line.indexOf(separator, at);
      cells.push({ start: at, end: end < 0 ? line.length : end, escaped: false });
      at = end;
    }
    if (at < 0) break;
    at++;
  }
  return cells;
}

function closingQuote(line: string, start: number): { readonly end: number; readonly escaped: boolean } {
  let escaped = false;
  for (let at = line.indexOf('"', start); at >= 0; at = line.indexOf('"', at + 2)) {
    if (line[at + 1] !== '"') return { end: at, escaped };
    escaped = true;
  }
  return { end: line.length, escaped };
}

/** The header of a table. */
export interface TableHeader {
  /** The columns in order, as {@link columnName} writes them. */
  readonly columns: readonly string[];
  readonly separator: Separator;
}

/** The columns of a header; `undefined` if the line is too short to be one. */
export function readTableHeader(line: string): TableHeader | undefined {
  const fields = /^\uFEFF?#Fields: ?/.exec(line)?.[0];
  const names = fields === undefined ? line.replace(/^\uFEFF/, '') : line.slice(fields.length);
  const separator = separatorOf(names, fields !== undefined);
  if (separator === undefined) return undefined;
  const cells = cellsOf(names, separator);
  if (cells.length < 4) return undefined;
  return { columns: cells.map(({ start, end }) => columnName(names.slice(start, end))), separator };
}

/** W3C logs separate columns by spaces, and Exchange logs by commas. Exports use the separator of the locale. */
function separatorOf(names: string, isW3c: boolean): Separator | undefined {
  const counts = ([',', ';', '\t'] as const).map((one) => ({ one, count: names.split(one, 20).length - 1 }));
  const [most] = counts.sort((a, b) => b.count - a.count);
  if (most !== undefined && most.count > 0) return most.one;
  return isW3c ? ' ' : undefined;
}

/** A row of the table, whose cells are looked up by column name. */
export function rowOf(line: LineText, { columns, separator }: TableHeader): Row {
  const cells = cellsOf(line.line, separator);
  return (column) => {
    const cell = cells[columns.indexOf(column)];
    if (cell === undefined || cell.start >= cell.end) return undefined;
    const text = line.text.slice(line.start + cell.start, line.start + cell.end);
    return cell.escaped ? unescaped(text) : text;
  };
}

/** `""` is one quote. The cell then has one place. */
function unescaped(text: Text): Text {
  const value = text.text.replaceAll('""', '"');
  const source = text.toSource(rangeOf(0, text.length));
  return new MappedText(value, source === undefined ? [] : [{ at: 0, length: value.length, source }]);
}

/** A cell, with its place. */
export function whole(cell: Text | undefined): LocatedText | undefined {
  return cell === undefined ? undefined : foundIn(cell, 0, cell.length);
}
