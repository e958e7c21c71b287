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
  /** `isCut`: it has more octets than were asked for. */
  | { readonly kind: 'text'; readonly octets: Buffer; readonly isCut: boolean }
  /** More than is kept at a time: what matters of it. */
  | { readonly kind: 'log'; readonly log: LogReader };

export interface LogReading {
  /** Octets of a log that is kept whole; of a longer one only what matters is. */
  readonly whole: number;
  /** Octets that are read of any other text. */
  readonly most: number;
  /** Hears how many octets have been read of a log that is not kept whole. */
  readonly progress: (octets: number) => void;
}

const NEWLINE = 0x0a;
/** Octets of a line that are looked at; what is behind them is skipped. */
const LONGEST_LINE = 65_536;

/** Reads an open file or pipe to its end. A text is given whole; a log of a mail server or a mailbox may have any length. */
export function readTextOrLog(file: number, reading: LogReading): TextOrLog {
  return finish(readTextOrLogInSteps(file, reading));
}

/** The same, some kilobytes in a step. */
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

/** What keeps what matters of a long text that begins so; `undefined` where it is neither a mailbox nor a log. */
export function readerOf(start: string): LogReader | undefined {
  if (isMailbox(start)) return new LogReader(new LongMailbox());
  return isLog(start) ? new LogReader(new LongLog()) : undefined;
}

/** Goes on reading a log that has grown, where its reader stopped. */
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

/** Octets by which a file is recognised: so many of its start, and before the place where reading stopped. */
const MARK = 4096;

/** Cuts a log or a mailbox into lines as it is read, and keeps what matters of it. */
export class LogReader {
  private readonly log: LongLog | LongMailbox;
  private head: Buffer = Buffer.alloc(0);
  private tail: Buffer = Buffer.alloc(0);
  /** The start of a line whose end is still to come. */
  private rest: Buffer = Buffer.alloc(0);
  private read = 0;

  constructor(log: LongLog | LongMailbox) {
    this.log = log;
  }

  /** So many were taken. */
  get octets(): number {
    return this.read;
  }

  /** Failures that are not kept. */
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

  /** Whether the open file begins with what was read: it has only grown since. */
  isStartOf(file: number): boolean {
    return (
      this.head.equals(octetsAt(file, 0, this.head.length)) &&
      this.tail.equals(octetsAt(file, this.read - this.tail.length, this.tail.length))
    );
  }

  /** What matters so far; its last line may be one that somebody is still writing. */
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
