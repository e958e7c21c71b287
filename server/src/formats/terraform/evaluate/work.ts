/** Steps that the evaluation of what belongs together may take: some seconds, however hostile the texts. */
const MAX_STEPS = 3_000_000;
/** Expressions within expressions, references followed included. Each is a few frames of the stack. */
const MAX_DEPTH = 500;
/** Elements of one collection, and instances of one resource. */
export const MAX_ELEMENTS = 10_000;

/** How much has been worked out. When that is too much, the rest is not known. */
export class Work {
  private steps = 0;
  private depth = 0;

  /** False when no more may be done. */
  spend(steps = 1): boolean {
    this.steps += steps;
    return this.steps <= MAX_STEPS;
  }

  /** Runs `inner` one level deeper, or gives `otherwise` where that is too deep or all work is done. */
  deeper<T>(otherwise: () => T, inner: () => T): T {
    if (this.depth >= MAX_DEPTH || !this.spend()) return otherwise();
    this.depth++;
    try {
      return inner();
    } finally {
      this.depth--;
    }
  }
}
