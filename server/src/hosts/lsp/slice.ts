import type { Turns } from './turns.ts';

/** The longest time in milliseconds that other work waits during long work. */
const SLICE = 10;

/** Reading, dispatching, handling and answering a message take one turn each. */
const TURNS_OF_A_MESSAGE = 4;

/** Returns a function that tells whether the slice that starts now still has time. There is always time for one step. */
export function slice(runtime: Turns): () => boolean {
  const end = runtime.now() + SLICE;
  let isFirst = true;
  return () => {
    if (!isFirst) return runtime.now() < end;
    isFirst = false;
    return true;
  };
}

const LAST_IN_LINE = new WeakMap<Turns, Promise<void>>();

/**
 * Lets pending messages be answered before the next slice of long work. All work in slices waits in one queue, so that a message
 * waits for only one slice.
 */
export function nextSlice(runtime: Turns): Promise<void> {
  const before = LAST_IN_LINE.get(runtime) ?? Promise.resolve();
  const own = before.then(() => takeTurns(runtime));
  LAST_IN_LINE.set(runtime, own);
  return own;
}

async function takeTurns(runtime: Turns): Promise<void> {
  for (let turn = 0; turn < TURNS_OF_A_MESSAGE; turn++) await runtime.pause();
}
