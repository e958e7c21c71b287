import { readSync } from 'node:fs';
import { LongLog } from '../../senders/bounces/long-log.ts';
import { LongMailbox } from '../../senders/bounces/long-mailbox.ts';
import { isLog } from '../../senders/bounces/log.ts';
import { isMailbox } from '../../senders/bounces/mailbox.ts';
import type { LogExcerpt } from '../../senders/bounces/log-excerpt.ts';
import { finish } from '../../text/steps.ts';
import type { Steps } from '../../text/steps.ts';
import { decodeText } from './encoding.ts';
import { chunksOf } from './text-file.ts';

export type TextOrLog =
  /** `isCut`: the text has more octets than requested. */
  | { readonly kind: 'text'; readonly octets: Buffer; readonly isCut: boolean }
  /** A log too long to keep, with what matters in it. */
  | { readonly kind: 'log'; readonly log: LogReader };

export interface LogReading {
  /** Octets of a log that is kept whole. Of a longer log, only the relevant parts are kept. */
  readonly whole: number;
  /** Octets that are read from any other text. */
  readonly most: number;
  /** Called with the number of octets read from a log that is not kept whole. */
  readonly progress: (octets: number) => void;
}

const NEWLINE = 0x0a;
/** Octets of a line that are parsed. The rest of the line is skipped. */
const LONGEST_LINE = 65_536;

/** Reads an open file or pipe to its end. A text is returned whole. A mail log or a mailbox may have any length. */
export function readTextOrLog(file: number, reading: LogReading): TextOrLog {
  return finish(readTextOrLogInSteps(file, reading));
}

/** The same, with a few kilobytes per step. */
export function* readTextOrLogInSteps(file: number, { whole, most, progress }: LogReading): Steps<TextOrLog> {
  let pieces: Buffer[] = [];
  let total = 0;
  let isText = false;
  let log: LogReader | undefined;
  for (const chunk of chunksOf(file)) {
    total += chunk.length;
    if (log !== undefined) {
      log.take(chunk);
      progress(total);
      yield;
      continue;
    }
    pieces.push(chunk);
    yield;
    if (total > whole && !isText) {
      log = readerOf(decodeText(pieces[0] ?? chunk));
      isText = log === undefined;
      if (log !== undefined) {
        for (const piece of pieces) {
          log.take(piece);
          yield;
        }
        pieces = [];
      }
    }
    if (isText && total > most)
      return { kind: 'text', octets: Buffer.concat(pieces).subarray(0, most), isCut: true };
  }
  return log === undefined
    ? { kind: 'text', octets: Buffer.concat(pieces), isCut: false }
    : { kind: 'log', log };
}

/** The reader for a long text with this start. `undefined` if it is neither a mailbox nor a mail log. */
export function readerOf(start: string): LogReader | undefined {
  if (isMailbox(start)) return new LogReader(new LongMailbox());
  return isLog(start) ? new LogReader(new LongLog()) : undefined;
}

/** Continues reading a log that has grown, from the position where its reader stopped. */
export function* readOnInSteps(
  file: number,
  log: LogReader,
  progress: LogReading['progress'],
): Steps<undefined> {
  for (const chunk of chunksOf(file, () => log.octets)) {
    log.take(chunk);
    progress(log.octets);
    yield;
  }
  return undefined;
}

/** Octets that identify a file: at its start, and before the position where reading stopped. */
const MARK = 4096;

/** Splits a log or a mailbox into lines while it is read, and keeps the relevant parts. */
export class LogReader {
  private readonly log: LongLog | LongMailbox;
  private head: Buffer = Buffer.alloc(0);
  private tail: Buffer = Buffer.alloc(0);
  /** The start of an incomplete line. */
  private rest: Buffer = Buffer.alloc(0);
  private read = 0;

  constructor(log: LongLog | LongMailbox) {
    this.log = log;
  }

  /** The number of octets processed. */
  get octets(): number {
    return this.read;
  }

  /** The number of failures that are not kept. */
  get leftOut(): number {
    return this.log.leftOut;
  }

  take(chunk: Buffer): void {
    this.read += chunk.length;
    if (this.head.length < MARK) this.head = Buffer.concat([this.head, chunk]).subarray(0, MARK);
    this.tail = Buffer.from(Buffer.concat([this.tail, chunk.subarray(-MARK)]).subarray(-MARK));
    const end = chunk.lastIndexOf(NEWLINE);
    if (end < 0) {
      this.rest = Buffer.concat([this.rest, chunk]).subarray(0, LONGEST_LINE);
      return;
    }
    for (const line of linesOf(Buffer.concat([this.rest, chunk.subarray(0, end)]))) this.log.take(line);
    this.rest = Buffer.from(chunk.subarray(end + 1, end + 1 + LONGEST_LINE));
  }

  /** Whether the open file begins with what was read, so that it has only grown since. */
  isStartOf(file: number): boolean {
    return (
      this.head.equals(octetsAt(file, 0, this.head.length)) &&
      this.tail.equals(octetsAt(file, this.read - this.tail.length, this.tail.length))
    );
  }

  /** The relevant parts so far. The last line may be incomplete. */
  excerpt(): LogExcerpt {
    return this.log.excerpt([...linesOf(this.rest)][0]);
  }
}

function* linesOf(octets: Buffer): Iterable<string> {
  const text = decodeText(octets);
  for (let at = 0; at <= text.length;) {
    const end = text.indexOf('\n', at);
    const stop = end < 0 ? text.length : end;
    yield text.slice(at, text[stop - 1] === '\r' && stop > at ? stop - 1 : stop);
    at = stop + 1;
  }
}

function octetsAt(file: number, position: number, length: number): Buffer {
  const octets = Buffer.alloc(length);
  return octets.subarray(0, readSync(file, octets, 0, length, position));
}
