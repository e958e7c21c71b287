import { Result } from './dependencies.ts';
import type { Dependencies } from './dependencies.ts';
import type { Evaluation } from './work.ts';

interface Kept {
  readonly result: Result;
  /** False while it is being computed. */
  isDone: boolean;
  value: unknown;
}

/** Results by key, each computed once and kept until something that it depends on changes. */
export class KeptResults {
  private readonly dependencies: Dependencies;
  private readonly kept = new Map<string, Kept>();

  constructor(dependencies: Dependencies) {
    this.dependencies = dependencies;
  }

  /** Whether it is being computed; the computation may be paused. */
  isOpen(key: string): boolean {
    return this.kept.get(key)?.isDone === false;
  }

  /** The result for a key, without computing anything; `undefined` if something must be computed. */
  atHand(key: string): unknown {
    const known = this.kept.get(key);
    if (known?.isDone !== true) return undefined;
    this.dependencies.use(known.result);
    return known.value;
  }

  /** `circle`: the value if the computation needs its own result. */
  *keep<T>(key: string, circle: () => T, how: (result: Result) => Evaluation<T>): Evaluation<T> {
    const { dependencies } = this;
    const known = this.kept.get(key);
    if (known !== undefined) {
      dependencies.use(known.result);
      // All results for one key have the same type.
      return known.isDone ? (known.value as T) : circle();
    }
    const result = new Result(() => this.kept.delete(key));
    const made: Kept = { result, isDone: false, value: undefined };
    this.kept.set(key, made);
    dependencies.begin(result);
    try {
      const value = yield* how(result);
      made.value = value;
      made.isDone = true;
      return value;
    } finally {
      dependencies.end(result, made.isDone);
      if (made.isDone) dependencies.use(result);
    }
  }
}
