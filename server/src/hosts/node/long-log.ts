import { LongLog } from '../../senders/bounces/long-log.ts';
import { isLog } from '../../senders/bounces/log.ts';
import { finish } from '../../text/steps.ts';
import type { Steps } from '../../text/steps.ts';
import { decodeText } from './encoding.ts';
import { chunksOf, MAX_OCTETS } from './text-file.ts';

export type TextOrLog =
  | { readonly kind: 'text'; readonly octets: Buffer }
  /** More than is kept at a time: what matters of it. */
  | { readonly kind: 'log'; readonly log: LongLog }
  | { readonly kind: 'too-large' };

const NEWLINE = 0x0a;
/** Octets of a line that are looked at; what is behind them is skipped. */
const LONGEST_LINE = 65_536;

/**
 * Reads an open file or pipe to its end. A text is given whole; a log of a mail server may have any length.
 * `progress` hears how many octets have been read of such a log.
 */
export function readTextOrLog(file: number, progress: (octets: number) => void): TextOrLog {
  return finish(readTextOrLogInSteps(file, progress));
}

/** The same, some kilobytes in a step. */
export function* readTextOrLogInSteps(file: number, progress: (octets: number) => void): Steps<TextOrLog> {
  let head: Buffer[] = [];
  let total = 0;
  let lines: Lines | undefined;
  for (const chunk of chunksOf(file)) {
    yield;
    total += chunk.length;
    if (lines !== undefined) {
      lines.take(chunk);
      progress(total);
      continue;
    }
    head.push(chunk);
    if (total <= MAX_OCTETS) continue;
    if (!isLog(decodeText(head[0] ?? chunk))) return { kind: 'too-large' };
    lines = new Lines();
    for (const piece of head) {
      lines.take(piece);
      yield;
    }
    head = [];
  }
  return lines === undefined
    ? { kind: 'text', octets: Buffer.concat(head) }
    : { kind: 'log', log: lines.end() };
}

/** Cuts what it is given into lines. */
class Lines {
  private readonly log = new LongLog();
  /** The start of a line whose end is still to come. */
  private rest: Buffer = Buffer.alloc(0);

  take(chunk: Buffer): void {
    const end = chunk.lastIndexOf(NEWLINE);
    if (end < 0) {
      this.rest = Buffer.concat([this.rest, chunk]).subarray(0, LONGEST_LINE);
      return;
    }
    this.takeLines(Buffer.concat([this.rest, chunk.subarray(0, end)]));
    this.rest = Buffer.from(chunk.subarray(end + 1, end + 1 + LONGEST_LINE));
  }

  private takeLines(octets: Buffer): void {
    const text = decodeText(octets);
    for (let at = 0; at <= text.length;) {
      const end = text.indexOf('\n', at);
      const stop = end < 0 ? text.length : end;
      this.log.take(text.slice(at, text[stop - 1] === '\r' && stop > at ? stop - 1 : stop));
      at = stop + 1;
    }
  }

  end(): LongLog {
    if (this.rest.length > 0) this.takeLines(this.rest);
    return this.log;
  }
}
