import type { UnreadReason } from '../../../records/unread.ts';
import type { Range } from '../../../text/range.ts';
import type { DeclarationAnchor } from './anchor.ts';

/**
 * Steps that the evaluation of one module, and of the modules that it calls, can take. A step takes 1 or 2 microseconds, so all
 * of them end within 2 seconds, however hostile the texts are. The largest real configuration that was examined, with 1,000
 * records, takes a fifth.
 */
export const MAX_STEPS = 1_000_000;
/** Nesting depth of expressions, including followed references. Each level is a few stack frames. */
const MAX_DEPTH = 200;
/** Elements of one collection, and instances of one resource. */
export const MAX_COLLECTION_ELEMENTS = 10_000;
/** Steps between checks of the remaining time. */
const STEPS_PER_LOOK = 256;

/** A part of a module that is not followed, with the reason; offsets in the document. */
export interface ModuleProblem {
  readonly path: string;
  readonly range: Range;
  readonly message: string;
  readonly unread: ReportedReason | undefined;
}

/** Why something was not examined, and how that is shown. */
export interface ReportedReason extends UnreadReason {
  /** It is listed as not examined, but is not shown at its place. */
  readonly isListedOnly?: true;
  /** It matters only if a record depends on it. */
  readonly isForRecords?: true;
}

/** Where an expression or a block is; the range is relative to the anchor. */
export interface WorkPlace {
  readonly anchor: DeclarationAnchor;
  readonly range: Range;
}

/** A problem in a declaration that may still move. */
export interface AnchoredProblem extends WorkPlace {
  readonly message: string;
  readonly unread: ReportedReason | undefined;
}

/** Work that may pause at any yield, and is continued or dropped later. */
export type Evaluation<T> = Generator<undefined, T, undefined>;

/** The work that is left, and where parts that are left out are reported. */
export type Budget = Pick<Work, 'spend' | 'enter' | 'leave' | 'report' | 'isPauseDue'>;

/** Receives what the work reports while it runs. */
export interface WorkListener {
  /** Something was not followed. */
  left(problem: AnchoredProblem): void;
  charged(steps: number): void;
}

/** Counts the work. When the limit is reached, the remaining values are unknown. */
export class Work {
  /** Whether something was left out that an evaluation in another order would have reached. */
  isCut = false;
  private readonly listener: WorkListener;
  private readonly limit: number;
  private steps = 0;
  private depth = 0;
  private nextLook = 0;
  private hasTime: () => boolean = ALWAYS;
  private isOutOfTime = false;

  /** `limit`: the number of steps allowed. */
  constructor(listener: WorkListener, limit = MAX_STEPS) {
    this.listener = listener;
    this.limit = limit;
  }

  /** Continues with the time that is left from now on. */
  resume(hasTime: () => boolean): void {
    this.hasTime = hasTime;
    this.isOutOfTime = false;
    this.nextLook = this.steps;
  }

  /** Whether the work should pause at the next possible place. */
  get isPauseDue(): boolean {
    return this.isOutOfTime;
  }

  /** False when no more work is allowed. `at` is where that is reported. */
  spend(steps: number, at: () => WorkPlace): boolean {
    const wasLeft = this.steps <= this.limit;
    this.steps += steps;
    this.listener.charged(steps);
    if (this.steps >= this.nextLook) {
      this.nextLook = this.steps + STEPS_PER_LOOK;
      this.isOutOfTime = !this.hasTime();
    }
    if (this.steps <= this.limit) return true;
    if (wasLeft)
      this.cut(at(), 'This module takes too much work to evaluate, so everything after this is unknown.');
    return false;
  }

  /** The result of that many steps is forgotten. */
  refund(steps: number): void {
    this.steps -= steps;
  }

  /** Enters one level until {@link leave}, for that many steps. False if it is too deep or no work is left. */
  enter(steps: number, at: () => WorkPlace): boolean {
    if (!this.spend(steps, at)) return false;
    if (this.depth >= MAX_DEPTH) {
      if (!this.isCut)
        this.cut(at(), `mailtxt does not follow references more than ${MAX_DEPTH} levels deep.`);
      return false;
    }
    this.depth++;
    return true;
  }

  leave(): void {
    this.depth--;
  }

  /** Reports what is not followed: a limit was reached, unless another reason is given. `null`: Terraform rejects it. */
  report(at: WorkPlace, message: string, reason: ReportedReason | null = LIMIT): void {
    this.listener.left({ ...at, message, unread: reason ?? undefined });
  }

  private cut(at: WorkPlace, message: string): void {
    this.isCut = true;
    this.report(at, message);
  }
}

const LIMIT: ReportedReason = { kind: 'limit' };
const ALWAYS = (): boolean => true;

/** The budget for text that is not in a document: all of its problems are reported at the given place. */
export function shownAt(budget: Budget, place: WorkPlace): Budget {
  return {
    get isPauseDue() {
      return budget.isPauseDue;
    },
    spend: (steps) => budget.spend(steps, () => place),
    enter: (steps) => budget.enter(steps, () => place),
    leave: () => {
      budget.leave();
    },
    report: (_, message, reason) => {
      budget.report(place, message, reason);
    },
  };
}
