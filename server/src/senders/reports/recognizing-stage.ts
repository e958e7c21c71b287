import type { Steps } from '../../text/steps.ts';
import type { Stage } from './stage.ts';

/** Octets that are used to recognize a format. */
const SNIFFED = 2048;

/** Holds the start of the input until its format is recognized. */
export class RecognizingStage implements Stage {
  private readonly choose: (start: Uint8Array) => Stage;
  private readonly start = new Uint8Array(SNIFFED);
  private length = 0;
  private next: Stage | undefined;

  /** `choose` returns the stage that reads the input, by its first {@link SNIFFED} octets or by all of them. */
  constructor(choose: (start: Uint8Array) => Stage) {
    this.choose = choose;
  }

  get isDone(): boolean {
    return this.next?.isDone ?? false;
  }

  *push(octets: Uint8Array): Steps {
    const taken = octets.subarray(0, this.next === undefined ? SNIFFED - this.length : 0);
    this.start.set(taken, this.length);
    this.length += taken.length;
    if (this.length < SNIFFED) return;
    const next = this.next ?? (yield* this.begin());
    if (taken.length < octets.length) yield* next.push(octets.subarray(taken.length));
  }

  *end(): Steps {
    const next = this.next ?? (yield* this.begin());
    yield* next.end();
  }

  private *begin(): Steps<Stage> {
    const start = this.start.subarray(0, this.length);
    const next = this.choose(start);
    this.next = next;
    if (start.length > 0) yield* next.push(start);
    return next;
  }
}
