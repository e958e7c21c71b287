import type { UnreadReason } from '../../../records/unread.ts';
import type { Range } from '../../../text/range.ts';
import type { DeclarationAnchor } from './anchor.ts';

/**
 * Steps that the evaluation of one module, and of those that it calls, may take. A step takes one or two microseconds, so that
 * all of them end within two seconds, however hostile the texts are. The largest real configuration that was looked at, with
 * 1,000 records, takes a fifth.
 */
export const MAX_STEPS = 1_000_000;
/** Expressions within expressions, references followed included. Each is a few frames of the stack. */
const MAX_DEPTH = 200;
/** Elements of one collection, and instances of one resource. */
export const MAX_COLLECTION_ELEMENTS = 10_000;
/** Steps after which it is looked at whether there is time left. */
const STEPS_PER_LOOK = 256;

/** Something of a module that is not followed, and why; offsets in the document. */
export interface ModuleProblem {
  readonly path: string;
  readonly range: Range;
  readonly message: string;
  readonly unread: ReportedReason | undefined;
}

/** Why something was not examined, and how that is shown. */
export interface ReportedReason extends UnreadReason {
  /** It is in the list of what was not examined and is not shown at its place. */
  readonly isListedOnly?: true;
  /** It matters only where a record depends on it. */
  readonly isForRecords?: true;
}

/** The place of an expression or a block; the range counts from the anchor. */
export interface WorkPlace {
  readonly anchor: DeclarationAnchor;
  readonly range: Range;
}

/** A problem while its place may still move. */
export interface AnchoredProblem extends WorkPlace {
  readonly message: string;
  readonly unread: ReportedReason | undefined;
}

/** Work that may be paused wherever it yields, and that is continued or dropped later. */
export type Evaluation<T> = Generator<undefined, T, undefined>;

/** What is left of the work that may be done, and where what is left out is reported. */
export type Budget = Pick<Work, 'spend' | 'enter' | 'leave' | 'report' | 'isPauseDue'>;

/** What the work reports while it goes on. */
export interface WorkListener {
  /** Something is not followed. */
  left(problem: AnchoredProblem): void;
  charged(steps: number): void;
}

/** How much has been computed. When that is too much, the rest is not known. */
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

  /** `limit`: the steps that may be taken. */
  constructor(listener: WorkListener, limit = MAX_STEPS) {
    this.listener = listener;
    this.limit = limit;
  }

  /** Time that is left from now on. */
  resume(hasTime: () => boolean): void {
    this.hasTime = hasTime;
    this.isOutOfTime = false;
    this.nextLook = this.steps;
  }

  /** Whether the evaluation should pause at the next possible place. */
  get isPauseDue(): boolean {
    return this.isOutOfTime;
  }

  /** False when no more may be done. `at` is what that is said of. */
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

  /** What was computed with so many steps is forgotten. */
  refund(steps: number): void {
    this.steps -= steps;
  }

  /** One level deeper, until {@link leave}, for so many steps. False where that is too deep or all work is done. */
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

  /** Reports what is not followed: a limit was reached, unless there is another reason. `null`: Terraform rejects it. */
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

/** The budget for what is in no document: whatever is reported of it is reported at the place. */
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
