import { rangeOf } from '../../../text/range.ts';
import type { AnchoredProblem, ModuleProblem, WorkPlace } from './work.ts';

/** Something that was computed or is being computed. */
export class Result {
  /** The results that it was computed from, each once. */
  of: Result[] | undefined;
  /** The results that were computed from it. */
  to: Set<Result> | undefined;
  readonly forget: () => void;
  /** The work to compute it, without the results that it was computed from. */
  steps = 0;
  /** Whether it is needed even if nothing else is computed from it. */
  isRoot = false;

  constructor(forget: () => void) {
    this.forget = forget;
  }
}

/** A variable of the root module. */
export interface RootVariable {
  readonly name: string;
  readonly at: WorkPlace;
  /** Whether a default or a file gives it a value. */
  readonly hasValue: boolean;
}

/** Problems of one result: the first ones show enough. */
const MAX_LACKS = 20;

/**
 * Which results were computed from which. An input is any part of a text, under a name that the caller chooses.
 *
 * Invariant: `b` is in `a.to` if and only if `a` is in `b.of`. When an input changes, everything that depends on it is forgotten
 * and unlinked. A result on which nothing depends any more is dropped by `dropUnused`, unless it is a root. There are many
 * results, and most have few links, so links take no memory until there are some.
 */
export class Dependencies {
  private readonly inputs = new Map<string, Result>();
  /** The innermost is last. */
  private readonly open: Result[] = [];
  /** What could not be followed, by the result that lacks it. */
  private readonly lacks = new Map<Result | undefined, AnchoredProblem[]>();
  private readonly refund: (steps: number) => void;
  /** Results that lost their last dependent. */
  private readonly unused = new Set<Result>();
  /** Which resources were read, and whether a part of their records is unknown. */
  private readonly readings = new Map<Result, boolean>();
  /** By the result that is the variable's value. */
  private readonly variables = new Map<Result, RootVariable>();

  /** `refund`: receives the steps of each result that is forgotten. */
  constructor(refund: (steps: number) => void) {
    this.refund = refund;
  }

  /**
   * Computation of a result starts now and lasts until {@link end}. What it uses is noted, so that it can be forgotten when that
   * changes.
   */
  begin(result: Result): void {
    this.open.push(result);
  }

  /** `isDone` false: the computation was dropped without a result. */
  end(result: Result, isDone: boolean): void {
    this.open.pop();
    if (!isDone) this.forget([result]);
  }

  /** Charges steps to the current computation. */
  charge(steps: number): void {
    const by = this.open.at(-1);
    if (by === undefined) this.unowned += steps;
    else by.steps += steps;
  }

  /** Steps that belong to no result. */
  private unowned = 0;

  /** Everything is traversed again: the steps that belong to no result are charged again. */
  restart(): void {
    this.refund(this.unowned);
    this.unowned = 0;
    this.lacks.delete(undefined);
  }

  /** The current computation depends on an input, whether or not it exists. */
  read(name: string): void {
    if (this.open.length === 0) return;
    let input = this.inputs.get(name);
    if (input === undefined) {
      input = new Result(() => this.inputs.delete(name));
      this.inputs.set(name, input);
    }
    this.use(input);
  }

  use(result: Result): void {
    const by = this.open.at(-1);
    if (by === undefined) result.isRoot = true;
    if (by === undefined || by === result) return;
    result.to ??= new Set();
    if (result.to.has(by)) return;
    result.to.add(by);
    by.of ??= [];
    by.of.push(result);
  }

  /** Something was not followed. That holds until the current result is forgotten. */
  lack(problem: AnchoredProblem): void {
    const by = this.open.at(-1);
    const known = this.lacks.get(by);
    if (known === undefined) this.lacks.set(by, [problem]);
    else if (known.length < MAX_LACKS) known.push(problem);
  }

  /** What was not followed, each place once. */
  problems(): readonly ModuleProblem[] {
    const byPlace = new Map<string, ModuleProblem>();
    for (const problems of this.lacks.values()) {
      for (const problem of problems) {
        if (problem.unread?.isListedOnly !== true) add(problem, byPlace);
      }
    }
    return [...byPlace.values()];
  }

  /** What was not examined, each place once. What matters only to records is left out where no record lacks it. */
  unread(): readonly ModuleProblem[] {
    const byPlace = new Map<string, ModuleProblem>();
    let lacking: ReadonlySet<Result> | undefined;
    for (const [result, problems] of this.lacks) {
      for (const problem of problems) {
        if (problem.unread === undefined) continue;
        if (problem.unread.isForRecords === true && result !== undefined) {
          lacking ??= this.under([...this.readings].filter(([, isLacking]) => isLacking).map(([one]) => one));
          if (!lacking.has(result)) continue;
        }
        add(problem, byPlace);
      }
    }
    return [...byPlace.values()];
  }

  /** The records of a resource were read with this result. `isLacking`: a part of them is unknown. */
  recordsRead(result: Result, isLacking: boolean): void {
    this.readings.set(result, isLacking);
  }

  /** The result is the value of a variable of the root module. */
  variableRead(result: Result, variable: RootVariable): void {
    this.variables.set(result, variable);
  }

  /** The variables that records depend on; `isLacking`: a part of those records is unknown. */
  variablesOfRecords(): readonly { readonly variable: RootVariable; readonly isLacking: boolean }[] {
    if (this.variables.size === 0) return [];
    const all = this.under(this.readings.keys());
    const lacking = this.under([...this.readings].filter(([, isLacking]) => isLacking).map(([one]) => one));
    return [...this.variables]
      .filter(([result]) => all.has(result))
      .map(([result, variable]) => ({ variable, isLacking: lacking.has(result) }));
  }

  /** The results, and all that they were computed from. */
  private under(results: Iterable<Result>): ReadonlySet<Result> {
    const reached = new Set(results);
    for (const result of reached) for (const source of result.of ?? []) reached.add(source);
    return reached;
  }

  /** These inputs have changed. */
  changed(names: Iterable<string>): void {
    const stale: Result[] = [];
    for (const name of names) {
      const input = this.inputs.get(name);
      if (input !== undefined) stale.push(input);
    }
    this.forget(stale);
  }

  /** Forgets these, and all that was computed from them. */
  private forget(stale: Result[]): void {
    for (let result = stale.pop(); result !== undefined; result = stale.pop()) {
      for (const by of result.to ?? []) stale.push(by);
      this.drop(result);
    }
  }

  private drop(result: Result): void {
    result.forget();
    this.refund(result.steps);
    result.steps = 0;
    this.lacks.delete(result);
    this.readings.delete(result);
    this.variables.delete(result);
    // It is gone, and another one may have replaced it by the time unused results are dropped.
    this.unused.delete(result);
    const { of } = result;
    result.of = undefined;
    result.to = undefined;
    for (const source of of ?? []) {
      source.to?.delete(result);
      if (source.to?.size === 0 && !source.isRoot) this.unused.add(source);
    }
  }

  /** Forgets results that only forgotten results depended on, such as names that were partly typed. */
  dropUnused(): void {
    // What becomes unused meanwhile is added to the set and handled later.
    for (const result of this.unused) {
      if (result.to !== undefined && result.to.size > 0) this.unused.delete(result);
      else this.drop(result);
    }
  }

  /** Whether something depends on the input. */
  has(name: string): boolean {
    return this.inputs.has(name);
  }
}

/** Adds a problem at its current place. */
function add({ anchor, range, message, unread }: AnchoredProblem, byPlace: Map<string, ModuleProblem>): void {
  const { path, at } = anchor;
  const placed = rangeOf(range.start + at, range.end + at);
  byPlace.set(`${path} ${placed.start} ${message}`, { path, range: placed, message, unread });
}
