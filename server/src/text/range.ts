/** Half-open, in UTF-16 code units of one text. Which text is said where the range is used. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

export function range(start: number, end: number): Range {
  return { start, end };
}

export function shift(r: Range, by: number): Range {
  return { start: r.start + by, end: r.end + by };
}

/** True when the two share a code unit, or when an empty one lies inside or at an end of the other. */
export function touches(a: Range, b: Range): boolean {
  return a.start <= b.end && b.start <= a.end;
}

export function cover(a: Range, b: Range): Range {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}
