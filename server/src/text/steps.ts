/** Work that is done bit by bit: a host that has others to serve goes on with it when it has time. */
export type Steps<T = void> = Generator<undefined, T, undefined>;

/** The work, all of it at once. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
