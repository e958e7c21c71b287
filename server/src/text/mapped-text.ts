import { rangeOf } from './range.ts';
import type { Range } from './range.ts';

/**
 * Represents an unknown part in decoded text (a template, a variable). It is not an octet (those are 0 to 255), so no parser can
 * mistake it for content. One such unit represents any number of octets, including none.
 */
export const HOLE = '\uFFFC';
export const HOLE_CODE = 0xfffc;

/** A run of decoded text and its source. */
export interface Segment {
  /** The start of the run in the decoded text. */
  readonly at: number;
  /**
   * The number of decoded code units. If it equals the source's length, they match one to one. Otherwise, the run is indivisible
   * (`\233`).
   */
  readonly length: number;
  readonly source: Range;
  /** Which of several texts of the document contains it. Between two of them is something else. */
  readonly of?: number | undefined;
}

/**
 * A decoded value with the source of each character.
 *
 * One code unit of `text` is one octet on the wire (0 to 255), or {@link HOLE}. Source ranges are in the coordinates of what was
 * parsed: those of the record (see `DnsRecord`).
 *
 * Invariant: segments are sorted, do not overlap in decoded text, and each lies within `text`. A part of `text` without a segment
 * was not written in this document.
 */
export class MappedText {
  readonly text: string;
  readonly segments: readonly Segment[];
  /** Offsets in `text` where one character-string ends and the next begins (not 0, not the end). */
  readonly joints: readonly number[];
  /**
   * `undefined` until it is requested, as rules do for each fault. It is not part of the data: two equal values are the same
   * (`isSameData`), even if it was requested for only one of them.
   */
  #isComplete: boolean | undefined;

  constructor(text: string, segments: readonly Segment[], joints: readonly number[] = []) {
    this.text = text;
    this.segments = segments;
    this.joints = joints;
  }

  get length(): number {
    return this.text.length;
  }

  /** False if a part of the value is unknown. */
  get complete(): boolean {
    this.#isComplete ??= !this.text.includes(HOLE);
    return this.#isComplete;
  }

  /**
   * The smallest source range that contains the decoded `range`, across strings, escapes and parentheses. An empty range gives an
   * empty range at the same place. `undefined` if an end of it was not written in this document, or if its ends are in different
   * texts of it, or in the reverse order.
   */
  toSource(range: Range): Range | undefined {
    const { start, end } = range;
    if (start === end) return this.pointToSource(start);
    const first = this.segmentAt(start);
    const last = this.segmentAt(end - 1);
    if (first === undefined || last === undefined || first.of !== last.of) return undefined;
    const from = isUnitForUnit(first) ? first.source.start + (start - first.at) : first.source.start;
    const to = isUnitForUnit(last) ? last.source.start + (end - last.at) : last.source.end;
    // In a text that was assembled from one literal several times, the source of the end can precede that of the start.
    return from <= to ? rangeOf(from, to) : undefined;
  }

  private pointToSource(at: number): Range | undefined {
    const after = this.segmentAt(at);
    if (after !== undefined && isUnitForUnit(after)) {
      const point = after.source.start + (at - after.at);
      return rangeOf(point, point);
    }
    const before = this.segmentAt(at - 1);
    if (before !== undefined && before.at + before.length === at) {
      return rangeOf(before.source.end, before.source.end);
    }
    if (after !== undefined && after.at === at) return rangeOf(after.source.start, after.source.start);
    return undefined;
  }

  private segmentAt(at: number): Segment | undefined {
    let low = 0;
    let high = this.segments.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const segment = this.segments[middle];
      if (segment === undefined) return undefined;
      if (at < segment.at) high = middle - 1;
      else if (at >= segment.at + segment.length) low = middle + 1;
      else return segment;
    }
    return undefined;
  }

  /** A part of this value, with its segments truncated to fit. */
  slice(start: number, end: number): MappedText {
    const segments: Segment[] = [];
    for (const s of this.segments) {
      const from = Math.max(s.at, start);
      const to = Math.min(s.at + s.length, end);
      if (from >= to) continue;
      const source = isUnitForUnit(s)
        ? rangeOf(s.source.start + (from - s.at), s.source.start + (to - s.at))
        : s.source;
      segments.push({ at: from - start, length: to - from, source, of: s.of });
    }
    const joints = this.joints.filter((j) => j > start && j < end).map((j) => j - start);
    return new MappedText(this.text.slice(start, end), segments, joints);
  }

  /** Concatenates values without separators, as for the strings of a TXT record (RFC 7208 §3.3). */
  static join(parts: readonly MappedText[]): MappedText {
    const only = parts[0];
    if (parts.length === 1 && only !== undefined) return only;
    let text = '';
    const segments: Segment[] = [];
    const joints: number[] = [];
    for (const part of parts) {
      const at = text.length;
      if (at > 0) joints.push(at);
      for (const s of part.segments)
        segments.push({ at: s.at + at, length: s.length, source: s.source, of: s.of });
      text += part.text;
    }
    return new MappedText(text, segments, joints);
  }

  /** Text that is the same as its source text, at `start`. */
  static verbatim(text: string, start: number): MappedText {
    if (text.length === 0) return new MappedText('', []);
    return new MappedText(text, [
      { at: 0, length: text.length, source: rangeOf(start, start + text.length) },
    ]);
  }

  /** Text that is in no document. */
  static unwritten(text: string): MappedText {
    return new MappedText(text, []);
  }
}

function isUnitForUnit(s: Segment): boolean {
  return s.length === s.source.end - s.source.start;
}
