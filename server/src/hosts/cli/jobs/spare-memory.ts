import { setFlagsFromString } from 'node:v8';

/** Documents of a check from which on the heap grows slowly. */
const MANY_DOCUMENTS = 1000;
/** The last version of Node.js whose V8 is known to have the flag: an unknown one would be reported on standard error. */
const LAST_MAJOR = 24;

/**
 * Has V8 collect garbage before its heap has grown by half, instead of before it is two to four times as large. On 20,000 zones
 * that takes 0.52 GB instead of 0.86, and 6% more processor time.
 */
export function spareMemory(documents: number): void {
  if (documents < MANY_DOCUMENTS || Number(process.versions.node.split('.', 1)[0]) > LAST_MAJOR) return;
  setFlagsFromString('--heap-growing-percent=60');
}
