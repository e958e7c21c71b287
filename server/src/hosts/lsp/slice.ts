import type { Runtime } from './runtime.ts';

/** Milliseconds that others wait at most while something takes long. */
const SLICE = 20;

/** Whether the time that begins now is not over. */
export function slice(runtime: Runtime): () => boolean {
  const end = runtime.now() + SLICE;
  return () => runtime.now() < end;
}
