import type { Runtime } from './runtime.ts';

/** Turns by the event loop of Node; for browsers, the build has the two functions that they lack. */
export const eventLoop: Pick<Runtime, 'later' | 'pause'> = {
  later(milliseconds, run) {
    if (milliseconds === 0) {
      // A timer waits for a millisecond at least.
      const turn = setImmediate(run);
      return { cancel: () => clearImmediate(turn) };
    }
    const timer = setTimeout(run, milliseconds);
    return { cancel: () => clearTimeout(timer) };
  },
  pause: () => new Promise((resolve) => setImmediate(resolve)),
};
