import type { Failure } from './failure.ts';

/** A run of inputs `from`, `from + step` … or one given input. */
export type Task =
  | {
      readonly kind: 'run';
      readonly entry: string;
      readonly seed: number;
      readonly withCorpus: boolean;
      readonly from: number;
      readonly step: number;
      /** Ends before this index. */
      readonly to: number;
      /** Milliseconds; 0 for no limit. */
      readonly time: number;
    }
  | { readonly kind: 'check'; readonly entry: string; readonly input: string };

export type Answer =
  | { readonly kind: 'failure'; readonly failure: Failure }
  | { readonly kind: 'done'; readonly slowest: Slowest; readonly failure: Failure | undefined };

export interface Slowest {
  readonly index: number;
  /** Wall-clock milliseconds. */
  readonly time: number;
}

/** Numbers that the parent may read at any time. */
export const COUNTERS = { index: 0, beats: 1, inputs: 2, size: 3 } as const;
