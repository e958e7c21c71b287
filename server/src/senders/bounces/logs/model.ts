import type { MappedText } from '../../../text/mapped-text.ts';
import { findIn } from '../found.ts';
import type { Bounce, LocatedText } from '../model.ts';

/** Characters of one line that are read. A longer line is cut. */
export const MAX_LINE = 8000;
/** Characters of a line that are searched for the other side's name and address, which come before the reply. */
export const MAX_PARTIES = 1000;
/** Facts about messages and sessions (senders, recipients, clients) that are kept until their failure is reported. */
export const MAX_REMEMBERED = 100_000;

/** The use of a log line. */
export type LogLine =
  /** The line reports a failure. `id` is the message, session or delivery that earlier lines are about. */
  | { readonly kind: 'failure'; readonly id: string | undefined }
  /**
   * A failure with the same id may need the line. `part` is what the line provides, and one line is kept for each part.
   * `of` is the id of the parent, such as the message of a delivery, whose lines the failure may also need.
   */
  | { readonly kind: 'context'; readonly id: string; readonly part: ContextPart; readonly of?: string }
  /** The column names of the lines after it. */
  | { readonly kind: 'header' }
  | { readonly kind: 'other' };

export type ContextPart = 'from' | 'to' | 'client';

export const OTHER: LogLine = { kind: 'other' };

/** A line with its place in the given text. */
export class LineText {
  readonly text: MappedText;
  readonly start: number;
  readonly end: number;
  readonly line: string;

  constructor(text: MappedText, start: number, end: number) {
    this.text = text;
    this.start = start;
    this.end = Math.min(end, start + MAX_LINE);
    this.line = text.text.slice(this.start, this.end);
  }

  /** What the first group of the pattern matches in the first `most` characters. The pattern has the flag `d`. */
  find(pattern: RegExp, most = MAX_LINE): LocatedText | undefined {
    return findIn(this.text, pattern, this.start, Math.min(this.end, this.start + most));
  }
}

/** What earlier lines said about a message, a session or a delivery. Bounded by {@link MAX_REMEMBERED}. */
export class LogMemory {
  private readonly values = new Map<string, LocatedText>();

  remember(part: ContextPart, id: string | undefined, value: LocatedText | undefined): void {
    if (id === undefined || value === undefined) return;
    const key = `${part} ${id}`;
    if (this.values.size < MAX_REMEMBERED || this.values.has(key)) this.values.set(key, value);
  }

  recall(part: ContextPart, id: string | undefined): LocatedText | undefined {
    return id === undefined ? undefined : this.values.get(`${part} ${id}`);
  }
}

/** A log format whose lines are each recognized on their own. */
export interface LogFormat {
  readonly name: string;
  /** Called with the first 1,000 characters of a line. */
  readonly isLine: (line: string) => boolean;
  /** The use of one of its lines, found with less work than reading it. */
  readonly kindOf: (line: string) => LogLine;
  /** The failure that the line reports. What later lines may need is stored in `memory`. */
  readonly read: (line: LineText, memory: LogMemory) => Bounce | undefined;
}

/** A cell of a table with its place in the given text; `undefined` if it is empty or missing. */
export type Row = (column: string) => MappedText | undefined;

/** A log or an export in rows, below a line with the column names. */
export interface TableFormat {
  readonly name: string;
  /**
   * Lists of columns, as {@link columnName} writes them. The format is recognized if it has all columns of one list.
   */
  readonly columns: readonly (readonly string[])[];
  /** A row that does not match this is neither a failure nor context. */
  readonly relevant: RegExp;
  /** Other column names, such as those in other languages, and their names in `columns`. */
  readonly aliases?: ReadonlyMap<string, string>;
  readonly kindOf: (row: Row) => LogLine;
  readonly read: (row: Row, memory: LogMemory) => readonly Bounce[];
}

/** `date-time`, `Date Time` and `DateTime` are one name, because exports of one program differ in this. */
export function columnName(written: string): string {
  return written.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
