/** Half-open, in UTF-16 code units of one text. Which text is said where the range is used. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Set by the build of what is shipped. */
declare const MAILTXT_RELEASE: boolean | undefined;

/**
 * The one way to make a range: a lint rule refuses literals. A range whose end is before its start, or is no number, would
 * break whatever cuts or sorts text by it, far from where it was made.
 *
 * @throws RangeError for such a range: a broken invariant is to be found by tests and fuzzing. What is shipped makes an empty
 * range at the start instead: a finding that marks the wrong place is better than a document that cannot be read.
 */
export function rangeOf(start: number, end: number): Range {
  return start <= end ? { start, end } : invalidRange(start, end);
}

function invalidRange(start: number, end: number): Range {
  if (typeof MAILTXT_RELEASE === 'undefined') throw new RangeError(`a range from ${start} to ${end} is none`);
  const at = Number.isNaN(start) ? 0 : start;
  return { start: at, end: at };
}

export function shift(r: Range, by: number): Range {
  return rangeOf(r.start + by, r.end + by);
}

/** True when the two share a code unit, or when an empty one lies inside or at an end of the other. */
export function touches(a: Range, b: Range): boolean {
  return a.start <= b.end && b.start <= a.end;
}

export function cover(a: Range, b: Range): Range {
  return rangeOf(Math.min(a.start, b.start), Math.max(a.end, b.end));
}
