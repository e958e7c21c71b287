import { createHash } from 'node:crypto';
import { closeSync, readFileSync, statSync } from 'node:fs';

import { putTextFile } from '../../node/replace-file.ts';
import { openToRead } from '../../node/text-file.ts';

/**
 * How the file begins, with the version of its format. The first octet makes it a binary file for whoever searches the folder: nobody takes
 * what is cached for records.
 */
const START = '\0mailtxt cache';
const HEAD = `${START} 1\n`;

/** Octets. A larger result is not kept: the file is read whole. */
export const MAX_CACHE = 256 * 1024 * 1024;

const DIGEST_LENGTH = 64;

/**
 * The lines of a cache that was written whole by this version of the format. `undefined`: there is none, or it is truncated, damaged or of
 * another version.
 */
export function readCacheFile(path: string): readonly string[] | undefined {
  const octets = octetsOf(path);
  if (octets === undefined) return undefined;
  const start = HEAD.length + DIGEST_LENGTH + 1;
  if (octets.toString('latin1', 0, HEAD.length) !== HEAD) return undefined;
  const body = octets.subarray(start);
  if (octets.toString('latin1', HEAD.length, start - 1) !== digestOf(body)) return undefined;
  return body.toString('utf8').split('\n');
}

function octetsOf(path: string): Buffer | undefined {
  try {
    if (statSync(path).size > MAX_CACHE) return undefined;
    const file = openToRead(path);
    try {
      return readFileSync(file);
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}

/** Writes lines without line ends in them: all or nothing. Returns why they were not written, to end a sentence. */
export function writeCacheFile(path: string, lines: readonly string[]): string | undefined {
  const body = lines.join('\n');
  if (Buffer.byteLength(body) > MAX_CACHE - HEAD.length - DIGEST_LENGTH - 1)
    return `was not written: it would be larger than ${MAX_CACHE / 1024 / 1024} MB`;
  return putTextFile(path, `${HEAD}${digestOf(body)}\n${body}`);
}

/** Whether the file may be replaced: it is a cache, whatever is left of it, or there is nothing. */
export function isOurs(path: string): boolean {
  const octets = octetsOf(path);
  if (octets === undefined) return statSync(path, { throwIfNoEntry: false }) === undefined;
  const start = octets.toString('latin1', 0, START.length);
  return START.startsWith(start);
}

function digestOf(body: string | Buffer): string {
  return createHash('sha256').update(body).digest('hex');
}
