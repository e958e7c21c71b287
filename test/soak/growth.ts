import type { Sample } from './soak.ts';

/** How much larger the heap may be after many operations than after the first ones, as a share. */
export const MAX_GROWTH = 0.1;

/** Bytes, without compiled code: the engine goes on compiling for as long as something new is run often enough. */
export function dataOf({ heap }: Sample): number {
  return heap.used - heap.code;
}

/** As a share: 0.1 where the second sample is a tenth larger. */
export function growth(from: Sample, to: Sample): number {
  return dataOf(to) / dataOf(from) - 1;
}
