import type { Turns } from './turns.ts';

/** Milliseconds that others wait at most while something takes long. */
const SLICE = 10;

/** A message is read, dispatched, handled and answered in turns of their own. */
const TURNS_OF_A_MESSAGE = 4;

/** Whether the time that begins now is not over. There is time for one step, however slow the machine is. */
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
 * Lets what has arrived be answered before the next slice of long work. Whatever works on in slices waits in one line, so that a
 * message waits for one slice, however many there are.
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
