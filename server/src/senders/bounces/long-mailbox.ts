import { ownCopy } from '../../text/own-copy.ts';
import { LogExcerpt } from './log-excerpt.ts';
import { isSeparator, mayReport } from './mailbox.ts';

/** UTF-16 code units of one message that are kept, and {@link LINE_COST} for each line: what a report says comes before the message that it brings back. */
const MAX_MESSAGE = 256 * 1024;
/** UTF-16 code units of all messages that are kept. */
const MAX_KEPT = 64 * 1024 * 1024;

/** What a line takes in memory beside its code units, in these: empty lines are not free. */
const LINE_COST = 64;

interface NumberedLine {
  readonly text: string;
  /** Zero-based, in the whole mailbox. */
  readonly number: number;
}

/**
 * The reports in a mailbox that is too long to be kept. Lines are taken one after the other; what is kept reads as a mailbox
 * of its own.
 *
 * Invariant: it holds {@link MAX_KEPT} code units of reports and one message more at most, whatever it is given.
 */
export class LongMailbox {
  private readonly kept: NumberedLine[] = [];
  private message: NumberedLine[] = [];
  private messageSize = 0;
  private size = 0;
  private lines = 0;
  private left = 0;
  private isAfterEmptyLine = true;

  /** `line` without its line end. */
  take(line: string): void {
    const number = this.lines++;
    if (this.isAfterEmptyLine && isSeparator(line)) this.endMessage();
    this.isAfterEmptyLine = line === '';
    if (this.messageSize > MAX_MESSAGE) return;
    this.message.push({ text: ownCopy(line), number });
    this.messageSize += line.length + LINE_COST;
  }

  /** The reports so far. The message that is being taken counts; `unfinished` is the start of a line of it. */
  excerpt(unfinished = ''): LogExcerpt {
    const last = [...this.message, ...(unfinished === '' ? [] : [{ text: unfinished, number: this.lines }])];
    return new LogExcerpt(mayReport(textOf(last)) ? [...this.kept, ...last] : this.kept);
  }

  /** Reports that it was given and has not kept. */
  get leftOut(): number {
    return this.left;
  }

  private endMessage(): void {
    if (mayReport(textOf(this.message))) {
      if (this.size > MAX_KEPT) this.left++;
      else {
        for (const line of this.message) this.kept.push(line);
        // A message that was cut would not end in the empty line that parts it from the next one.
        if (this.messageSize > MAX_MESSAGE) this.kept.push({ text: '', number: this.lines - 1 });
        this.size += this.messageSize;
      }
    }
    this.message = [];
    this.messageSize = 0;
  }
}

function textOf(lines: readonly NumberedLine[]): string {
  return lines.map(({ text }) => text).join('\n');
}
