import type { UnreadReason } from '../../../records/unread.ts';
import type { ScriptPlace } from '../syntax/script-text.ts';

/**
 * Steps of a program: each expression and statement is one, and so is each run of 64 characters of a text that is made. They take
 * a tenth of a second and suffice for about 40,000 records.
 */
export const MAX_PROGRAM_STEPS = 400_000;
/** Nested expressions and calls. Deeper ones are unknown. */
export const MAX_SCRIPT_NESTING = 200;
/** Records of a program. Functions that call each other can make any number of them. */
export const MAX_PROGRAM_RECORDS = 50_000;
/** Reported places of a program where something is not followed. That there are more is reported once. */
export const MAX_PROGRAM_PROBLEMS = 200;

/** Something that is not followed or not valid, and its place. */
export interface ProgramProblem extends ScriptPlace {
  readonly message: string;
  readonly unread: UnreadReason | undefined;
}

/** The budget of a program, and the problems reported so far. */
export class ProgramWork {
  readonly problems: ProgramProblem[] = [];
  private readonly reported = new Set<string>();
  private steps = 0;
  private depth = 0;

  /** False once the budget is spent. Then nothing more is evaluated. */
  spend(steps: number, at: ScriptPlace): boolean {
    this.steps += steps;
    if (this.steps <= MAX_PROGRAM_STEPS) return true;
    if (!this.reported.has('steps')) {
      this.reported.add('steps');
      const message = `This takes more than ${MAX_PROGRAM_STEPS} steps to evaluate, so the rest is not read.`;
      this.problems.push({ ...at, message, unread: { kind: 'limit' } });
    }
    return false;
  }

  get isSpent(): boolean {
    return this.steps > MAX_PROGRAM_STEPS;
  }

  /** Runs `work` one level deeper; `undefined` if that is too deep. */
  deeper<T>(at: ScriptPlace, work: () => T): T | undefined {
    if (this.depth >= MAX_SCRIPT_NESTING) {
      this.report(at, 'This is nested too deeply, so it is not read.', 'limit');
      return undefined;
    }
    this.depth++;
    try {
      return work();
    } finally {
      this.depth--;
    }
  }

  /** Reports each place once. */
  report(at: ScriptPlace, message: string, kind: UnreadReason['kind'] | undefined): void {
    const key = `${at.path}\0${at.range.start}`;
    if (this.reported.has(key) || this.problems.length > MAX_PROGRAM_PROBLEMS) return;
    this.reported.add(key);
    if (this.problems.length < MAX_PROGRAM_PROBLEMS)
      this.problems.push({ ...at, message, unread: kind === undefined ? undefined : { kind } });
    else {
      const more = `More than ${MAX_PROGRAM_PROBLEMS} places are not evaluated, so the others are not listed.`;
      this.problems.push({ ...at, message: more, unread: { kind: 'limit' } });
    }
  }
}
