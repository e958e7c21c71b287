import type { MappedText } from '../../../text/mapped-text.ts';
import { findIn } from '../found.ts';
import type { Bounce, LocatedText } from '../model.ts';

/** Characters of one line that are read: a longer one is cut. */
export const MAX_LINE = 8000;
/** Characters of a line in which the other side's name and address are looked for: they are before the words. */
export const MAX_PARTIES = 1000;
/** What is remembered of messages and sessions until their failure is reported: senders, recipients, clients. */
export const MAX_REMEMBERED = 100_000;

/** What a line of a log is good for. */
export type LogLine =
  /** It reports a failure. `id`: of the message, session or delivery that earlier lines are about. */
  | { readonly kind: 'failure'; readonly id: string | undefined }
  /**
   * A failure with the same id may need it: `part` is what it gives, one line for each is kept. `of`: the id of what it belongs
   * to, whose lines the failure may need, too: a delivery is of a message.
   */
  | { readonly kind: 'context'; readonly id: string; readonly part: ContextPart; readonly of?: string }
  /** The names of the columns of the lines after it. */
  | { readonly kind: 'header' }
  | { readonly kind: 'other' };

export type ContextPart = 'from' | 'to' | 'client';

export const OTHER: LogLine = { kind: 'other' };

/** A line where it is in the text that was given. */
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

/** What earlier lines said of a message, a session or a delivery. Bounded by {@link MAX_REMEMBERED}. */
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

/** A log of which each line is recognized by itself. */
export interface LogFormat {
  readonly name: string;
  /** Sees the first 1,000 characters of a line. */
  readonly isLine: (line: string) => boolean;
  /** Of one of its lines, at less cost than reading it. */
  readonly kindOf: (line: string) => LogLine;
  /** The failure that the line reports; what later lines may need goes into `memory`. */
  readonly read: (line: LineText, memory: LogMemory) => Bounce | undefined;
}

/** A cell of a table where it is in the text that was given; `undefined` where it is empty or missing. */
export type Row = (column: string) => MappedText | undefined;

/** A log or an export in rows, below a line with the names of the columns. */
export interface TableFormat {
  readonly name: string;
  /** Columns by which it is recognized, as {@link columnName} writes them: all of one list. */
  readonly columns: readonly (readonly string[])[];
  /** A row that it does not match is neither a failure nor context. */
  readonly relevant: RegExp;
  /** Other names of columns, such as those in other languages, and what they are called in `columns`. */
  readonly aliases?: ReadonlyMap<string, string>;
  readonly kindOf: (row: Row) => LogLine;
  readonly read: (row: Row, memory: LogMemory) => readonly Bounce[];
}

/** `date-time`, `Date Time` and `DateTime` are one name: exports of one program differ in that. */
export function columnName(written: string): string {
  return written.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
