import type { WorkPlace } from '../work.ts';

/** What the reader of a data format may use. */
export interface DataReading {
  /** Charges work. False: the reading must stop, and the value is unknown. */
  spend(steps: number): boolean;
  /** Whether reading should yield at the next place where it can. */
  readonly isPauseDue: boolean;
  /** Reports a part that is left out; without a place, at the call that reads the text. */
  report(message: string, at?: WorkPlace): void;
  /** Reports that the text is not of its format from the place on: `try` and `can` treat it as a failure. */
  reportInvalid(message: string, at?: WorkPlace): void;
}
