import { kindOfLogLine, MAX_BOUNCES, MAX_LINE } from './log.ts';
import { ownCopy } from '../../text/own-copy.ts';
import { LogExcerpt } from './log-excerpt.ts';

/** Messages whose sender is remembered until their failure is told; the older half of them is forgotten at once. */
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
  /** By queue id: of the last messages, and of those before them. */
  private senders = new Map<string, NumberedLine>();
  private olderSenders = new Map<string, NumberedLine>();
  private size = 0;
  private lines = 0;
  private all = 0;
  private told = 0;
  /** Of all that is kept. */
  private whole: LogExcerpt | undefined;

  /** `line` without its line end; of a very long one its start is enough. */
  take(line: string): void {
    const number = this.lines++;
    const text = line.slice(0, MAX_LINE);
    const read = kindOfLogLine(text);
    if (read.kind === 'sender') this.remember(ownCopy(read.queueId), { text: ownCopy(text), number });
    if (read.kind !== 'failure') return;
    this.all++;
    if (this.told >= MAX_BOUNCES || this.size > MAX_KEPT) return;
    this.told++;
    const sender = this.senderOf(read.queueId);
    if (sender !== undefined) this.keep(sender);
    this.forgetSender(read.queueId);
    this.keep({ text: ownCopy(text), number });
  }

  private remember(queueId: string, line: NumberedLine): void {
    if (this.senders.size >= MAX_SENDERS / 2) {
      this.olderSenders = this.senders;
      this.senders = new Map();
    }
    this.senders.set(queueId, line);
  }

  private senderOf(queueId: string | undefined): NumberedLine | undefined {
    return queueId === undefined ? undefined : (this.senders.get(queueId) ?? this.olderSenders.get(queueId));
  }

  /** What is kept is found there. */
  private forgetSender(queueId: string | undefined): void {
    if (queueId === undefined) return;
    this.senders.delete(queueId);
    this.olderSenders.delete(queueId);
  }

  private keep(line: NumberedLine): void {
    this.whole = undefined;
    this.kept.push(line);
    this.size += line.text.length;
  }

  /**
   * The lines that matter. `unfinished` is the start of a line that may go on, and is taken only when it is whole: it
   * counts, and is not remembered.
   */
  excerpt(unfinished = ''): LogExcerpt {
    const text = unfinished.slice(0, MAX_LINE);
    const read = kindOfLogLine(text);
    const isLeftOut = this.told >= MAX_BOUNCES || this.size > MAX_KEPT;
    // The same again as long as nothing more matters.
    if (read.kind !== 'failure' || isLeftOut) return (this.whole ??= new LogExcerpt(this.kept));
    const sender = this.senderOf(read.queueId);
    const last = [...(sender === undefined ? [] : [sender]), { text, number: this.lines }];
    return new LogExcerpt([...this.kept, ...last]);
  }

  /** Failures that it was given and has not kept. */
  get leftOut(): number {
    return this.all - this.told;
  }
}
