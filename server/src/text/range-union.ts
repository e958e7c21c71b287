import type { Range } from './range.ts';

/** The union of several ranges. Invariant: sorted by start, and no two of them touch. */
export class RangeUnion {
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];

  constructor(ranges: readonly Range[]) {
    for (const { start, end } of [...ranges].sort((a, b) => a.start - b.start)) {
      const last = this.ends.length - 1;
      const before = this.ends[last];
      if (before === undefined || before < start) {
        this.starts.push(start);
        this.ends.push(end);
      } else if (before < end) {
        this.ends[last] = end;
      }
    }
  }

  /** Whether the unit at the offset is in one of the ranges. */
  has(offset: number): boolean {
    const at = countUpTo(this.starts, offset) - 1;
    return (this.ends[at] ?? 0) > offset;
  }
}

/** The number of the ascending numbers that are at most `value`. */
export function countUpTo(numbers: readonly number[], value: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
