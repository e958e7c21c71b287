import type { Runtime } from './runtime.ts';

/** Turns of the Node.js event loop. For browsers, the build provides the two missing functions. */
export const eventLoop: Pick<Runtime, 'later' | 'pause'> = {
  later(milliseconds, run) {
    if (milliseconds === 0) {
      // A timer waits for at least a millisecond.
      const turn = setImmediate(run);
      return { cancel: () => clearImmediate(turn) };
    }
    const timer = setTimeout(run, milliseconds);
    return { cancel: () => clearTimeout(timer) };
  },
  pause: () => new Promise((resolve) => setImmediate(resolve)),
};
