import { Gunzip } from 'fflate';
import type { Steps } from '../../text/steps.ts';
import type { ReportBudget } from './budget.ts';
import { MAX_WITHOUT_CONTENT } from './limits.ts';
import { DAMAGED, UnpackedQueue } from './stage.ts';
import type { NoteProblem, Stage } from './stage.ts';

/** Unpacks gzip, of one member or several. RFC 1952. */
export class GzipStage implements Stage {
  private readonly next: Stage;
  private readonly note: NoteProblem;
  private readonly budget: ReportBudget;
  private readonly gunzip: Gunzip;
  private readonly unpacked = new UnpackedQueue();
  /** Octets that have not produced any output so far. */
  private withoutContent = 0;
  private isDamaged = false;

  constructor(next: Stage, budget: ReportBudget, note: NoteProblem) {
    this.next = next;
    this.budget = budget;
    this.note = note;
    this.gunzip = new Gunzip((chunk) => {
      if (chunk.length > 0) this.withoutContent = 0;
      this.unpacked.add(next, chunk);
    });
  }

  get isDone(): boolean {
    return this.isDamaged || this.next.isDone;
  }

  *push(octets: Uint8Array): Steps {
    if (this.isDone) return;
    this.withoutContent += octets.length;
    yield* this.unpack(octets, false);
    // The library holds a header until it is complete, and reads it again with each piece.
    if (this.withoutContent > MAX_WITHOUT_CONTENT) this.damaged();
  }

  *end(): Steps {
    // If the input was cut, its end is missing.
    if (!this.isDone && this.budget.spent === undefined) yield* this.unpack(new Uint8Array(0), true);
    yield* this.next.end();
  }

  private unpack(octets: Uint8Array, isLast: boolean): Steps {
    try {
      this.gunzip.push(octets, isLast);
    } catch {
      this.damaged();
    }
    return this.unpacked.passOn();
  }

  private damaged(): void {
    this.isDamaged = true;
    this.note(DAMAGED);
  }
}
