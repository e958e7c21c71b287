import { rangeOf } from './range.ts';
import type { Segment } from './mapped-text.ts';

/** Pieces of one text that are traced to their source. Each is an object, which takes more memory than its characters. */
export const MAX_SEGMENTS = 1 << 16;

/** Decoded text of a string, and the source of each part. */
export interface DecodedText {
  readonly text: string;
  /** In the order of the text, and covering all of it. */
  readonly segments: readonly Segment[];
}

/** A text that is the same as its source text, at `start`. */
export function verbatimText(text: string, start: number): DecodedText {
  const { length } = text;
  const segments = length === 0 ? [] : [{ at: 0, length, source: rangeOf(start, start + length) }];
  return { text, segments };
}

/** Concatenates texts. */
export function joinDecoded(parts: readonly DecodedText[]): DecodedText {
  const only = parts[0];
  if (parts.length === 1 && only !== undefined) return only;
  const builder = new TextBuilder();
  for (const { text, segments } of parts) {
    for (const { at, length, source, of } of segments) {
      builder.add(text.slice(at, at + length), source.start, source.end, of);
    }
  }
  return builder.take();
}

/** A part of a decoded text, with its segments truncated to fit. */
export function sliceDecoded(decoded: DecodedText, start: number, end: number): DecodedText {
  if (start === 0 && end === decoded.text.length) return decoded;
  const segments: Segment[] = [];
  for (let i = segmentIndexAt(decoded.segments, start); i < decoded.segments.length; i++) {
    const s = decoded.segments[i];
    if (s === undefined || s.at >= end) break;
    const from = Math.max(s.at, start);
    const to = Math.min(s.at + s.length, end);
    if (from >= to) continue;
    const isUnitForUnit = s.length === s.source.end - s.source.start;
    const source = isUnitForUnit
      ? rangeOf(s.source.start + (from - s.at), s.source.start + (to - s.at))
      : s.source;
    segments.push({ ...s, at: from - start, length: to - from, source });
  }
  return { text: decoded.text.slice(start, end), segments };
}

/** The index of the segment that contains `at`, or of the first one after it. */
function segmentIndexAt(segments: readonly Segment[], at: number): number {
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const segment = segments[middle];
    if (segment !== undefined && segment.at + segment.length <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Collects the characters of a string and their sources. Consecutive characters that are the same as their source text become one
 * segment.
 */
export class TextBuilder {
  private text = '';
  private readonly segments: Segment[] = [];

  /** Adds `source.slice(start, end)`, which is the same as its source text. */
  verbatim(source: string, start: number, end: number): void {
    if (end > start) this.add(source.slice(start, end), start, end);
  }

  /** Adds text that differs from its source text. For `of`, see `Segment.of`. */
  add(text: string, start: number, end: number, of?: number): void {
    if (text === '') return;
    const last = this.segments[this.segments.length - 1];
    const isUnitForUnit = text.length === end - start;
    if (
      last !== undefined &&
      isUnitForUnit &&
      last.of === of &&
      last.source.end === start &&
      last.length === last.source.end - last.source.start
    ) {
      this.segments[this.segments.length - 1] = {
        ...last,
        length: last.length + text.length,
        source: rangeOf(last.source.start, end),
      };
    } else {
      const segment = { at: this.text.length, length: text.length, source: rangeOf(start, end) };
      this.segments.push(of === undefined ? segment : { ...segment, of });
    }
    this.text += text;
  }

  get segmentCount(): number {
    return this.segments.length;
  }

  take(): DecodedText {
    return { text: this.text, segments: this.segments };
  }
}
