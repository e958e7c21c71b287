import type { Range } from './range.ts';

/** Ranges of one text with associated data, for lookups by place. */
export class RangeIndex<T> {
  /** Sorted by start. */
  private readonly ranges: readonly (Range & { readonly of: T })[];
  /** The farthest end of the first i + 1 of them. */
  private readonly reach: readonly number[];

  constructor(ranges: readonly (Range & { readonly of: T })[]) {
    this.ranges = [...ranges].sort((a, b) => a.start - b.start);
    let farthest = 0;
    this.reach = this.ranges.map(({ end }) => (farthest = Math.max(farthest, end)));
  }

  /** The data of the ranges that overlap this one, or touch it at an end. */
  touching({ start, end }: Range): ReadonlySet<T> {
    const found = new Set<T>();
    for (let i = this.lastFrom(end); i >= 0 && (this.reach[i] ?? 0) >= start; i--) {
      const one = this.ranges[i];
      if (one !== undefined && one.end >= start) found.add(one.of);
    }
    return found;
  }

  /** The index of the last range that starts at or before the offset. */
  private lastFrom(offset: number): number {
    let low = 0;
    let high = this.ranges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.ranges[middle]?.start ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
