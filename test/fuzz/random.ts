/**
 * A source of random numbers that gives the same sequence for the same seed (mulberry32), so that an input is named by
 * its entry, seed and index alone.
 */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed | 0;
  }

  /** The generator of one input. Neighboring indexes give unrelated sequences. */
  static of(entry: string, seed: number, index: number): Random {
    let hash = Math.imul(seed | 0, 0x9e3779b1) ^ Math.imul(index | 0, 0x85ebca6b);
    for (let i = 0; i < entry.length; i++) hash = Math.imul(hash ^ entry.charCodeAt(i), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
    return new Random(hash ^ (hash >>> 15));
  }

  /** From 0 up to, but not including, 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 up to, but not including, `limit`; 0 for a limit of 0. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  /** True once in `times` on average. */
  oneIn(times: number): boolean {
    return this.below(times) === 0;
  }

  /** @throws RangeError when the list is empty. */
  pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new RangeError('nothing to pick from');
    return list[this.below(list.length)] as T;
  }

  /** A small whole number, at least 1: 1 in half of all calls, 2 in a quarter, and so on up to `most`. */
  few(most: number): number {
    let count = 1;
    while (count < most && this.next() < 0.5) count++;
    return count;
  }

  /** A part of a sequence of that length: usually short, sometimes up to all of it. */
  span(length: number): { readonly start: number; readonly end: number } {
    const start = this.below(length + 1);
    const most = this.oneIn(8) ? length - start : Math.min(length - start, 1 + this.below(12));
    return { start, end: start + this.below(most + 1) };
  }
}
