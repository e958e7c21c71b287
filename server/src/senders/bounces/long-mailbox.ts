import { ownCopy } from '../../text/own-copy.ts';
import { LogExcerpt } from './log-excerpt.ts';
import { isSeparator, mayReport } from './mailbox.ts';

/**
 * UTF-16 code units of one message that are kept, plus {@link LINE_COST} for each line. The report comes before the
 * message that it returns.
 */
const MAX_MESSAGE = 256 * 1024;
/** UTF-16 code units of all messages that are kept. */
const MAX_KEPT = 64 * 1024 * 1024;

/** Code units that account for the memory of a line in addition to its own, because empty lines are not free. */
const LINE_COST = 64;

interface NumberedLine {
  readonly text: string;
  /** Zero-based, in the whole mailbox. */
  readonly number: number;
}

/**
 * The reports in a mailbox that is too long to be kept. Lines are added one after the other, and what is kept can be
 * read as a mailbox.
 *
 * Invariant: it holds at most {@link MAX_KEPT} code units of reports and one more message, whatever the input.
 */
export class LongMailbox {
  private readonly kept: NumberedLine[] = [];
  private message: NumberedLine[] = [];
  private messageSize = 0;
  private size = 0;
  private lines = 0;
  private left = 0;
  private isAfterEmptyLine = true;

  /** `line` is without its line end. */
  take(line: string): void {
    const number = this.lines++;
    if (this.isAfterEmptyLine && isSeparator(line)) this.endMessage();
    this.isAfterEmptyLine = line === '';
    if (this.messageSize > MAX_MESSAGE) return;
    this.message.push({ text: ownCopy(line), number });
    this.messageSize += line.length + LINE_COST;
  }

  /** The reports so far, including the message that is being added. `unfinished` is the start of one of its lines. */
  excerpt(unfinished = ''): LogExcerpt {
    const last = [...this.message, ...(unfinished === '' ? [] : [{ text: unfinished, number: this.lines }])];
    return new LogExcerpt(mayReport(textOf(last)) ? [...this.kept, ...last] : this.kept);
  }

  /** Reports in the input that were not kept. */
  get leftOut(): number {
    return this.left;
  }

  private endMessage(): void {
    if (mayReport(textOf(this.message))) {
      if (this.size > MAX_KEPT) this.left++;
      else {
        for (const line of this.message) this.kept.push(line);
        // A message that was cut would not end in the empty line that separates it from the next one.
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
