import { closeSync, readSync } from 'node:fs';

import { SNIFFED } from '../../analysis/input/formats.ts';
import { openToRead } from './text-file.ts';

const PROBE = Buffer.allocUnsafe(SNIFFED);

/**
 * The start of a file, for format detection. The next call overwrites the octets.
 *
 * @throws errors of the file system
 */
export function firstOctets(path: string | Buffer): Buffer {
  const file = openToRead(path);
  try {
    return PROBE.subarray(0, readSync(file, PROBE, 0, PROBE.length, 0));
  } finally {
    closeSync(file);
  }
}
