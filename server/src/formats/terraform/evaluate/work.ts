import type { Range } from '../../../text/range.ts';
import type { Anchor } from './anchor.ts';

/** Steps that the evaluation of one module, and of those that it calls, may take: seconds, however hostile the texts. */
const MAX_STEPS = 1_000_000;
/** Expressions within expressions, references followed included. Each is a few frames of the stack. */
const MAX_DEPTH = 200;
/** Elements of one collection, and instances of one resource. */
export const MAX_ELEMENTS = 10_000;

/** Something of a module that is not followed, and why; offsets in the document. */
export interface ModuleProblem {
  readonly path: string;
  readonly range: Range;
  readonly message: string;
}

/** Where an expression or a block stands; the range counts from the anchor. */
export interface WorkPlace {
  readonly anchor: Anchor;
  readonly range: Range;
}

/** A problem as long as what it stands in may move. */
export interface AnchoredProblem extends WorkPlace {
  readonly message: string;
}

/** What is left of the work that may be done, and who is told what is left out. */
export type Budget = Pick<Work, 'spend' | 'deeper' | 'report'>;

/** How much has been worked out. When that is too much, the rest is not known. */
export class Work {
  /** Whether something was left out that a later evaluation, in another order, would have reached. */
  isCut = false;
  private readonly found: (problem: AnchoredProblem) => void;
  private steps = 0;
  private depth = 0;

  /** `found`: is told what is not followed. */
  constructor(found: (problem: AnchoredProblem) => void) {
    this.found = found;
  }

  /** False when no more may be done. `at` is what that is said of. */
  spend(steps: number, at: () => WorkPlace): boolean {
    const wasLeft = this.steps <= MAX_STEPS;
    this.steps += steps;
    if (this.steps <= MAX_STEPS) return true;
    if (wasLeft)
      this.cut(at(), 'This module takes too much work to evaluate: what comes after this is not known.');
    return false;
  }

  /** Runs `inner` one level deeper, or gives `otherwise` where that is too deep or all work is done. */
  deeper<T>(at: () => WorkPlace, otherwise: () => T, inner: () => T): T {
    if (!this.spend(1, at)) return otherwise();
    if (this.depth >= MAX_DEPTH) {
      if (!this.isCut) this.cut(at(), `References more than ${MAX_DEPTH} levels deep are not followed.`);
      return otherwise();
    }
    this.depth++;
    try {
      return inner();
    } finally {
      this.depth--;
    }
  }

  /** Says what is not followed. */
  report(at: WorkPlace, message: string): void {
    this.found({ ...at, message });
  }

  /** The same, for what stands in no document: whatever is said of it is said there. */
  shownAt(place: WorkPlace): Budget {
    return {
      spend: (steps) => this.spend(steps, () => place),
      deeper: (_, otherwise, inner) => this.deeper(() => place, otherwise, inner),
      report: (_, message) => {
        this.report(place, message);
      },
    };
  }

  private cut(at: WorkPlace, message: string): void {
    this.isCut = true;
    this.report(at, message);
  }
}
