/** Work in steps, so that a host that has to handle other requests can continue it when there is time. */
export type Steps<T = void> = Generator<undefined, T, undefined>;

/** Runs the work to its end. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
