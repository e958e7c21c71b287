import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes of the heap of this process that are in use, once everything unreachable is collected. */
export function usedHeap(): number {
  // What the first collection only marks for finalization, the second one frees.
  collectGarbage();
  collectGarbage();
  return process.memoryUsage().heapUsed;
}
