import type { WorkPlace } from '../work.ts';

/** What the reader of a data format can use. */
export interface DataReading {
  /** Charges work. False: the reading must stop, and the value is unknown. */
  spend(steps: number): boolean;
  /** Whether reading should yield at the next possible place. */
  readonly isPauseDue: boolean;
  /** Reports a part that is left out; without a place, at the call that reads the text. */
  report(message: string, at?: WorkPlace): void;
  /** Reports that the text does not follow its format from this place on: `try` and `can` treat it as a failure. */
  reportInvalid(message: string, at?: WorkPlace): void;
}
