import { MappedText } from '../../text/mapped-text.ts';
import { endOfHeaderLine } from '../message/headers.ts';
import { LOG_FORMATS, TABLE_FORMATS } from './logs/formats.ts';
import { LineText, LogMemory, MAX_LINE, OTHER } from './logs/model.ts';
import type { LogFormat, LogLine, TableFormat } from './logs/model.ts';
import { readTableHeader, rowOf } from './logs/table-row.ts';
import type { TableHeader } from './logs/table-row.ts';
import type { Bounce } from './model.ts';

export { MAX_LINE };
/** Failures of one log that are read. */
export const MAX_BOUNCES = 20_000;
/** Characters of a line that are used to recognize its format. */
const RECOGNIZED = 1000;

interface OpenTable {
  readonly format: TableFormat;
  readonly header: TableHeader;
}

/** Reads the lines of a log in order, because the lines before a row define the columns of a table. */
export class LogLines {
  private table: OpenTable | undefined;
  /** Lines of one program usually follow each other. */
  private last: LogFormat | undefined;
  private readonly memory = new LogMemory();

  /** The use of a line, found with less work than reading it. */
  kindOf(line: string): LogLine {
    if (this.openTable(line)) return { kind: 'header' };
    const format = this.formatOf(line);
    if (format !== undefined) return format.kindOf(line);
    const { table } = this;
    if (table?.format.relevant.test(line) !== true) return OTHER;
    return table.format.kindOf(
      rowOf(new LineText(MappedText.verbatim(line, 0), 0, line.length), table.header),
    );
  }

  /** The failures that a line reports. */
  read(text: MappedText, start: number, end: number): readonly Bounce[] {
    const line = new LineText(text, start, end);
    if (this.openTable(line.line)) return [];
    const format = this.formatOf(line.line);
    if (format !== undefined) {
      const bounce = format.read(line, this.memory);
      return bounce === undefined ? [] : [bounce];
    }
    const { table } = this;
    if (table?.format.relevant.test(line.line) !== true) return [];
    return table.format.read(rowOf(line, table.header), this.memory);
  }

  private formatOf(line: string): LogFormat | undefined {
    const start = line.slice(0, RECOGNIZED);
    if (this.last?.isLine(start) === true) return this.last;
    const format = LOG_FORMATS.find((one) => one.isLine(start));
    this.last = format ?? this.last;
    return format;
  }

  private openTable(line: string): boolean {
    const found = tableOf(line);
    this.table = found ?? this.table;
    return found !== undefined;
  }
}

/** A table header begins with a letter or with `#Fields:`. Other lines are not checked further. */
const MAY_BE_HEADER = /^\uFEFF?(?:#Fields:|"?\p{L}[\p{L}\p{N}\p{M}_' ()-]{1,40}"?[,;])/u;

function tableOf(line: string): OpenTable | undefined {
  if (!MAY_BE_HEADER.test(line)) return undefined;
  const header = readTableHeader(line);
  if (header === undefined) return undefined;
  for (const format of TABLE_FORMATS) {
    const columns = header.columns.map((name) => format.aliases?.get(name) ?? name);
    if (format.columns.some((names) => names.every((name) => columns.includes(name))))
      return { format, header: { ...header, columns } };
  }
  return undefined;
}

/** Whether a line is from a mail server's log, or is the header of a table with such lines. */
export function isLogLine(line: string): boolean {
  const start = line.slice(0, RECOGNIZED);
  return LOG_FORMATS.some((format) => format.isLine(start)) || tableOf(line.slice(0, MAX_LINE)) !== undefined;
}

/** One mail log line at the start of the text is enough, because other programs write lines in between. */
export function isLog(text: string): boolean {
  return text.slice(0, 100_000).split('\n', 500).some(isLogLine);
}

/** Whether a text is only a log, as far as its first lines show. The lines of a table are below its header. */
export function isMostlyLog(text: string): boolean {
  const lines = text
    .slice(0, 100_000)
    .split('\n', 50)
    .filter((line) => line.trim() !== '');
  if (lines.some((line) => tableOf(line.slice(0, MAX_LINE)) !== undefined)) return true;
  return 2 * lines.filter(isLogLine).length > lines.length;
}

/** The failures in a log, in order. */
export function readLog(text: MappedText): readonly Bounce[] {
  const bounces: Bounce[] = [];
  const lines = new LogLines();
  for (let at = 0; at < text.length && bounces.length < MAX_BOUNCES;) {
    const line = endOfHeaderLine(text.text, at, text.length);
    bounces.push(...lines.read(text, at, line.at));
    at = line.next;
  }
  return bounces.slice(0, MAX_BOUNCES);
}
