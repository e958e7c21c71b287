import { rangeOf } from './range.ts';
import type { Segment } from './mapped-text.ts';

/** Pieces of one text that are followed to where they are typed: each is an object, which takes more room than its characters. */
export const MAX_SEGMENTS = 1 << 16;

/** Text of a string, decoded, and where each part of it was typed. */
export interface DecodedText {
  readonly text: string;
  /** In the order of the text, and all of it. */
  readonly segments: readonly Segment[];
}

/** A text that is typed as it is meant, at `start`. */
export function verbatimText(text: string, start: number): DecodedText {
  const { length } = text;
  const segments = length === 0 ? [] : [{ at: 0, length, source: rangeOf(start, start + length) }];
  return { text, segments };
}

/** Texts end to end. */
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

/** A part of a decoded text, with its segments cut to fit. */
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

/** The index of the segment that holds `at`, or of the first one behind it. */
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
 * Collects the characters of a string and where they come from. Characters that stand for themselves and follow each other
 * become one segment.
 */
export class TextBuilder {
  private text = '';
  private readonly segments: Segment[] = [];

  /** `source.slice(start, end)`, which stands for itself. */
  verbatim(source: string, start: number, end: number): void {
    if (end > start) this.add(source.slice(start, end), start, end);
  }

  /** Text that another text of another length stands for. `of`: see `Segment.of`. */
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
