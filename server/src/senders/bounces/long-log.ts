import { LogLines, MAX_BOUNCES, MAX_LINE } from './log.ts';
import { ownCopy } from '../../text/own-copy.ts';
import { LogExcerpt } from './log-excerpt.ts';
import type { ContextPart } from './logs/model.ts';

/** Messages whose lines are kept until their failure is reported. The older half is dropped in one step. */
const MAX_MESSAGES = 100_000;
/** Table headers that are kept. A log has one for each start of its program. */
const MAX_HEADERS = 1000;
/** Code units of the lines that are kept for messages. Twice as many are kept before the older half is dropped. */
const MAX_CONTEXT = 32 * 1024 * 1024;
/** Code units of lines that are kept. */
const MAX_KEPT = 64 * 1024 * 1024;

interface NumberedLine {
  readonly text: string;
  /** Zero-based, in the whole log. */
  readonly number: number;
}

/** The last line for each part of a message, a session or a delivery. */
type Context = Map<ContextPart, NumberedLine>;

/**
 * The relevant lines of a log that is too long to be kept: its failures, and the lines about their messages. Lines are
 * added one after the other, and what is kept can be read as a log.
 *
 * Invariant: it holds at most {@link MAX_BOUNCES} failures and the context of {@link MAX_MESSAGES} messages, whatever
 * the input.
 */
export class LongLog {
  private readonly kept: NumberedLine[] = [];
  /** Contexts by id, of the last messages and of those before them. */
  private contexts = new Map<string, Context>();
  private olderContexts = new Map<string, Context>();
  /** Code units of lines that were added to `contexts`. */
  private contextSize = 0;
  private readonly reader = new LogLines();
  private header = '';
  private headers = 0;
  private size = 0;
  private lines = 0;
  private all = 0;
  private described = 0;
  /** Code units of everything that is kept. */
  private whole: LogExcerpt | undefined;

  /** `line` is without its line end. For a very long line, its start is enough. */
  take(line: string): void {
    const number = this.lines++;
    const text = line.slice(0, MAX_LINE);
    const read = this.reader.kindOf(text);
    switch (read.kind) {
      case 'header':
        if (text === this.header || this.headers >= MAX_HEADERS) return;
        this.headers++;
        this.header = ownCopy(text);
        this.keep({ text: this.header, number });
        return;
      case 'context':
        this.remember(ownCopy(read.id), read, { text: ownCopy(text), number });
        return;
      case 'failure':
        this.all++;
        if (this.isFull) return;
        this.described++;
        for (const before of this.contextOf(read.id)) this.keep(before);
        this.forget(read.id);
        this.keep({ text: ownCopy(text), number });
        return;
      case 'other':
        return;
    }
  }

  private get isFull(): boolean {
    return this.described >= MAX_BOUNCES || this.size > MAX_KEPT;
  }

  private remember(
    id: string,
    { part, of }: { readonly part: ContextPart; readonly of?: string },
    line: NumberedLine,
  ): void {
    if (this.contexts.size >= MAX_MESSAGES / 2 || this.contextSize > MAX_CONTEXT) {
      this.olderContexts = this.contexts;
      this.contexts = new Map();
      this.contextSize = 0;
    }
    this.contextSize += line.text.length;
    const known = new Map(of === undefined ? undefined : this.linesAbout(of));
    for (const [each, before] of this.linesAbout(id) ?? []) known.set(each, before);
    this.contexts.set(id, known.set(part, line));
  }

  private contextOf(id: string | undefined): readonly NumberedLine[] {
    const found = id === undefined ? undefined : this.linesAbout(id);
    return [...(found?.values() ?? [])].sort((a, b) => a.number - b.number);
  }

  private linesAbout(id: string): Context | undefined {
    return this.contexts.get(id) ?? this.olderContexts.get(id);
  }

  /** The lines that are kept are found there. */
  private forget(id: string | undefined): void {
    if (id === undefined) return;
    this.contexts.delete(id);
    this.olderContexts.delete(id);
  }

  private keep(line: NumberedLine): void {
    this.whole = undefined;
    this.kept.push(line);
    this.size += line.text.length;
  }

  /**
   * The relevant lines. `unfinished` is the start of a line that may continue. It is included in the result, but is not
   * stored until it is complete.
   */
  excerpt(unfinished = ''): LogExcerpt {
    const text = unfinished.slice(0, MAX_LINE);
    const read = this.reader.kindOf(text);
    // Returns the same object until another relevant line is added.
    if (read.kind !== 'failure' || this.isFull) return (this.whole ??= new LogExcerpt(this.kept));
    return new LogExcerpt([...this.kept, ...this.contextOf(read.id), { text, number: this.lines }]);
  }

  /** Failures in the input that were not kept. */
  get leftOut(): number {
    return this.all - this.described;
  }
}
