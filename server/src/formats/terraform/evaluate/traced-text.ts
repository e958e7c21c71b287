import { MAX_SEGMENTS } from '../../../text/decoded-text.ts';
import { HOLE } from '../../../text/mapped-text.ts';
import type { Segment } from '../../../text/mapped-text.ts';
import { rangeOf } from '../../../text/range.ts';
import type { Range } from '../../../text/range.ts';
import type { DeclarationAnchor } from './anchor.ts';

/** Where a run of characters was typed, and in what form: who writes there has to know. */
export interface Literal {
  readonly anchor: DeclarationAnchor;
  readonly form:
    | 'quoted'
    | 'heredoc'
    | 'name'
    | 'number'
    | 'json'
    /** A file as it is, and one that is read as a template. */
    | 'file'
    | 'template'
    /** A scalar of YAML, a string of JSON without templates, a field of CSV, in a file. */
    | 'yaml'
    | 'yaml-in-brackets'
    | 'json-data'
    | 'csv'
    /** One encoding within another one: nobody writes there. */
    | 'data';
  /** All of the literal, its quotes included; counted from the anchor. */
  readonly range: Range;
}

/** `source` counts from the anchor of `literal`. */
export interface TracedSegment extends Segment {
  readonly literal: Literal;
}

/** Longer texts are no records, and not followed. UTF-16 units. */
export const MAX_TEXT = 1 << 20;
/** Characters of a text that is made which one step pays for, beside going through them: all that is made may be kept. */
export const CHARACTERS_KEPT_PER_STEP = 128;

/**
 * A text and where each of its characters was typed, in whatever document that was. A part that is not known is one
 * {@link HOLE}. A part without a segment was typed nowhere: a function made it.
 */
export class TracedText {
  readonly text: string;
  readonly segments: readonly TracedSegment[];
  private known: boolean | undefined;

  constructor(text: string, segments: readonly TracedSegment[] = []) {
    this.text = text;
    this.segments = segments;
  }

  get length(): number {
    return this.text.length;
  }

  /** Looked for once: a text may be asked any number of times. */
  get isKnown(): boolean {
    return (this.known ??= !this.text.includes(HOLE));
  }

  slice(start: number, end = this.text.length): TracedText {
    if (start <= 0 && end >= this.text.length) return this;
    const segments: TracedSegment[] = [];
    for (let i = this.firstBehind(start); i < this.segments.length; i++) {
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
    return new TracedText(this.text.slice(start, end), segments);
  }

  /** Index of the first segment that ends behind `at`. */
  private firstBehind(at: number): number {
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

  /** This text, as a whole, stands for what `segment` says. */
  from(segment: TracedSegment): TracedText {
    return new TracedText(this.text, [{ ...segment, at: 0, length: this.text.length }]);
  }

  /** This text with other segments for its characters. */
  withSegments(segments: readonly TracedSegment[]): TracedText {
    return new TracedText(this.text, segments);
  }

  /** Another text of the same length, unit for unit: this one in lower case. */
  respelled(text: string): TracedText {
    return new TracedText(text, text.length === this.text.length ? this.segments : []);
  }
}

export const EMPTY_TEXT = new TracedText('');

/** A text that nobody typed. */
export function untraced(text: string): TracedText {
  return new TracedText(text);
}

/** A part that is not known; `place` is what stands for it. */
export function hole(place?: { readonly source: Range; readonly literal: Literal }): TracedText {
  return new TracedText(HOLE, place === undefined ? [] : [{ at: 0, length: 1, ...place }]);
}

/** What becomes of a text that is too long or in too many parts. */
export const TOO_LONG_TEXT = hole();
export const TOO_LONG_MESSAGE = `This makes a text of more than ${MAX_TEXT} characters or ${MAX_SEGMENTS} parts`;

/** The text with offsets in the documents, as they are now. `uses` is told each anchor that they count from. */
export function inDocuments(
  text: TracedText,
  uses: (anchor: DeclarationAnchor) => void = () => undefined,
): TracedText {
  const placed = new Map<Literal, Literal>();
  const segments = text.segments.map(({ at, length, source, literal }) => {
    const { anchor, range } = literal;
    const base = anchor.at;
    let known = placed.get(literal);
    if (known === undefined) {
      uses(anchor);
      known = { ...literal, range: rangeOf(range.start + base, range.end + base) };
      placed.set(literal, known);
    }
    return { at, length, source: rangeOf(source.start + base, source.end + base), literal: known };
  });
  return new TracedText(text.text, segments);
}

/** Texts end to end. What would be too long is not known. */
export class TracedBuilder {
  private readonly parts: string[] = [];
  private readonly segments: TracedSegment[] = [];
  private length = 0;
  /** All that was added so far, where that is one text: it is not copied. */
  private only: TracedText | undefined;

  add(part: TracedText): void {
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

  /** No more is taken, and what comes of it is not known. */
  get isFull(): boolean {
    return this.length >= MAX_TEXT;
  }

  /** Whether it was too much, so that {@link take} gives a hole. */
  get hasLost(): boolean {
    return this.only === undefined && this.isFull;
  }

  take(): TracedText {
    if (this.only !== undefined) return this.only;
    return this.isFull ? TOO_LONG_TEXT : new TracedText(this.parts.join(''), this.segments);
  }
}

export function joinTraced(parts: readonly TracedText[], separator: TracedText = EMPTY_TEXT): TracedText {
  const builder = new TracedBuilder();
  parts.forEach((part, i) => {
    if (i > 0) builder.add(separator);
    builder.add(part);
  });
  return builder.take();
}
