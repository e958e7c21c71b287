import { MAX_SEGMENTS } from './decoded-text.ts';
import { HOLE } from './mapped-text.ts';
import type { Segment } from './mapped-text.ts';
import { rangeOf } from './range.ts';

/** A run of a text and the literal that contains its source. Each format defines what counts as one literal. */
export interface TracedRun<L> extends Segment {
  readonly literal: L;
}

/** UTF-16 units of a text. Longer texts are not records, and are not traced. */
export const MAX_TEXT = 1 << 20;

/**
 * A text that is assembled from texts in several documents, with the source of each character. An unknown part is one {@link
 * HOLE}. A part without a segment has no source, because a function produced it.
 */
export class Traced<L> {
  readonly text: string;
  readonly segments: readonly TracedRun<L>[];
  private known: boolean | undefined;

  constructor(text: string, segments: readonly TracedRun<L>[] = []) {
    this.text = text;
    this.segments = segments;
  }

  get length(): number {
    return this.text.length;
  }

  /** Searched once, because it can be requested many times. */
  get isKnown(): boolean {
    return (this.known ??= !this.text.includes(HOLE));
  }

  slice(start: number, end = this.text.length): Traced<L> {
    if (start <= 0 && end >= this.text.length) return this;
    const segments: TracedRun<L>[] = [];
    for (let i = this.firstAfter(start); i < this.segments.length; i++) {
      const s = this.segments[i];
      if (s === undefined || s.at >= end) break;
      const from = Math.max(s.at, start);
      const to = Math.min(s.at + s.length, end);
      const source =
        s.length === s.source.end - s.source.start
          ? rangeOf(s.source.start + (from - s.at), s.source.start + (to - s.at))
          : s.source;
      segments.push({ at: from - start, length: to - from, source, literal: s.literal });
    }
    return new Traced(this.text.slice(start, end), segments);
  }

  /** Index of the first segment that ends after `at`. */
  private firstAfter(at: number): number {
    let low = 0;
    let high = this.segments.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const s = this.segments[middle];
      if (s !== undefined && s.at + s.length <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** This text as a whole, with the source of `segment`. */
  from(segment: TracedRun<L>): Traced<L> {
    return new Traced(this.text, [{ ...segment, at: 0, length: this.text.length }]);
  }

  /** This text with other segments for its characters. */
  withSegments(segments: readonly TracedRun<L>[]): Traced<L> {
    return new Traced(this.text, segments);
  }

  /** Another text of the same length, unit for unit, such as this one in lowercase. */
  respelled(text: string): Traced<L> {
    return new Traced(text, text.length === this.text.length ? this.segments : []);
  }
}

/** The message for a text that is too long or has too many parts. */
export const TOO_LONG_TEXT = new Traced<never>(HOLE);
export const TOO_LONG_MESSAGE = `This produces a text of more than ${MAX_TEXT} characters or ${MAX_SEGMENTS} parts`;

/** Concatenates texts. A result that is too long is unknown. */
export class RunBuilder<L> {
  private readonly parts: string[] = [];
  private readonly segments: TracedRun<L>[] = [];
  private length = 0;
  /** Everything that was added so far, if it is one text, which is not copied. */
  private only: Traced<L> | undefined;

  add(part: Traced<L>): void {
    if (this.isFull || part.length === 0) return;
    if (this.length === 0 && part.length <= MAX_TEXT && part.segments.length <= MAX_SEGMENTS) {
      this.only = part;
      this.length = part.length;
      return;
    }
    const { only } = this;
    this.only = undefined;
    if (only !== undefined) {
      for (const s of only.segments) this.segments.push(s);
      this.parts.push(only.text);
    }
    if (this.length + part.length > MAX_TEXT || this.segments.length + part.segments.length > MAX_SEGMENTS) {
      this.parts.length = 0;
      this.segments.length = 0;
      this.length = MAX_TEXT;
      return;
    }
    for (const s of part.segments) {
      this.segments.push({ at: s.at + this.length, length: s.length, source: s.source, literal: s.literal });
    }
    this.parts.push(part.text);
    this.length += part.length;
  }

  /** Stops collecting. The result is unknown. */
  get isFull(): boolean {
    return this.length >= MAX_TEXT;
  }

  /** Whether it was too much, so that {@link take} returns an unresolved part. */
  get hasLost(): boolean {
    return this.only === undefined && this.isFull;
  }

  take(): Traced<L> {
    if (this.only !== undefined) return this.only;
    return this.isFull ? TOO_LONG_TEXT : new Traced(this.parts.join(''), this.segments);
  }
}

/** Concatenates texts with the separator between them. */
export function joinRuns<L>(parts: readonly Traced<L>[], separator?: Traced<L>): Traced<L> {
  const builder = new RunBuilder<L>();
  parts.forEach((part, i) => {
    if (i > 0 && separator !== undefined) builder.add(separator);
    builder.add(part);
  });
  return builder.take();
}
