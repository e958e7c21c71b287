/** Half-open, in UTF-16 code units of one text, which is documented where the range is used. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Set in release builds. */
declare const MAILTXT_RELEASE: boolean | undefined;

/**
 * The only way to create a range: a lint rule rejects literals. A range whose end is before its start, or is not a number, would
 * break code that cuts or sorts text by it, far from where it was created.
 *
 * @throws RangeError for such a range, so that tests and fuzzing find the broken invariant. Release builds create an empty range
 * at the start instead, because a finding at the wrong place is better than a document that cannot be read.
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

/** Whether the two share a code unit, or an empty one is inside or at an end of the other. */
export function touches(a: Range, b: Range): boolean {
  return a.start <= b.end && b.start <= a.end;
}

export function cover(a: Range, b: Range): Range {
  return rangeOf(Math.min(a.start, b.start), Math.max(a.end, b.end));
}
