import { LogLines, MAX_BOUNCES, MAX_LINE } from './log.ts';
import { ownCopy } from '../../text/own-copy.ts';
import { LogExcerpt } from './log-excerpt.ts';
import type { ContextPart } from './logs/model.ts';

/** Messages of which lines are remembered until their failure is reported; the older half is forgotten in one step. */
const MAX_MESSAGES = 100_000;
/** Headers of tables that are kept: a log has one for each time that its program was started. */
const MAX_HEADERS = 1000;
/** Code units of the lines that are remembered of messages; twice as many before the older half is forgotten. */
const MAX_CONTEXT = 32 * 1024 * 1024;
/** Code units of lines that are kept. */
const MAX_KEPT = 64 * 1024 * 1024;

interface NumberedLine {
  readonly text: string;
  /** Zero-based, in the whole log. */
  readonly number: number;
}

/** Of a message, a session or a delivery: the last line that gives each part. */
type Context = Map<ContextPart, NumberedLine>;

/**
 * What matters of a log that is too long to be kept: its failures, and the lines that say whose messages those were. Lines are
 * taken one after the other; what is kept reads as a log of its own.
 *
 * Invariant: it holds {@link MAX_BOUNCES} failures and the context of {@link MAX_MESSAGES} messages at most, whatever it is
 * given.
 */
export class LongLog {
  private readonly kept: NumberedLine[] = [];
  /** By id: of the last messages, and of those before them. */
  private contexts = new Map<string, Context>();
  private olderContexts = new Map<string, Context>();
  /** Code units of lines that came into `contexts`. */
  private contextSize = 0;
  private readonly reader = new LogLines();
  private header = '';
  private headers = 0;
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
        this.told++;
        for (const before of this.contextOf(read.id)) this.keep(before);
        this.forget(read.id);
        this.keep({ text: ownCopy(text), number });
        return;
      case 'other':
        return;
    }
  }

  private get isFull(): boolean {
    return this.told >= MAX_BOUNCES || this.size > MAX_KEPT;
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

  /** What is kept is found there. */
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
   * The lines that matter. `unfinished` is the start of a line that may go on, and is taken only when it is whole: it
   * counts, and is not remembered.
   */
  excerpt(unfinished = ''): LogExcerpt {
    const text = unfinished.slice(0, MAX_LINE);
    const read = this.reader.kindOf(text);
    // The same again as long as nothing more matters.
    if (read.kind !== 'failure' || this.isFull) return (this.whole ??= new LogExcerpt(this.kept));
    return new LogExcerpt([...this.kept, ...this.contextOf(read.id), { text, number: this.lines }]);
  }

  /** Failures that it was given and has not kept. */
  get leftOut(): number {
    return this.all - this.told;
  }
}
