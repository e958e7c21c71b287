import { kindOfLogLine, MAX_BOUNCES, MAX_LINE } from './log.ts';

/** Messages whose sender is remembered until their failure is told; the oldest are forgotten. */
const MAX_SENDERS = 100_000;
/** Code units of lines that are kept. */
const MAX_KEPT = 64 * 1024 * 1024;

interface NumberedLine {
  readonly text: string;
  /** Zero-based, in the whole log. */
  readonly number: number;
}

/**
 * What matters of a log that is too long to be kept: its failures, and who sent those messages. Lines are taken one after
 * the other; what is kept reads as a log of its own.
 *
 * Invariant: it holds {@link MAX_BOUNCES} failures and {@link MAX_SENDERS} senders at most, whatever it is given.
 */
export class LongLog {
  private readonly kept: NumberedLine[] = [];
  private readonly senders = new Map<string, NumberedLine>();
  private size = 0;
  private lines = 0;
  private all = 0;
  private told = 0;

  /** `line` without its line end; of a very long one its start is enough. */
  take(line: string): void {
    const number = this.lines++;
    const text = line.slice(0, MAX_LINE);
    const read = kindOfLogLine(text);
    if (read.kind === 'sender') this.remember(read.queueId, { text, number });
    if (read.kind !== 'failure') return;
    this.all++;
    if (this.told >= MAX_BOUNCES || this.size > MAX_KEPT) return;
    this.told++;
    const sender = read.queueId === undefined ? undefined : this.senders.get(read.queueId);
    if (sender !== undefined && read.queueId !== undefined) {
      this.senders.delete(read.queueId);
      this.keep(sender);
    }
    this.keep({ text, number });
  }

  private remember(queueId: string, line: NumberedLine): void {
    // Last of all, now: ids come again.
    this.senders.delete(queueId);
    this.senders.set(queueId, line);
    const [oldest] = this.senders.keys();
    if (this.senders.size > MAX_SENDERS && oldest !== undefined) this.senders.delete(oldest);
  }

  private keep(line: NumberedLine): void {
    this.kept.push(line);
    this.size += line.text.length;
  }

  /** The lines that matter. */
  get text(): string {
    return this.kept.map(({ text }) => `${text}\n`).join('');
  }

  /** The line of the whole log that a line of `text` is. Both count from zero. */
  lineOf(line: number): number {
    return this.kept[line]?.number ?? line;
  }

  /** Failures that it was given and has not kept. */
  get leftOut(): number {
    return this.all - this.told;
  }
}
