import { createHash } from 'node:crypto';
import { closeSync, readFileSync, statSync } from 'node:fs';

import { putTextFile } from '../../node/replace-file.ts';
import { openToRead } from '../../node/text-file.ts';

/**
 * The start of the file, with the version of its format. The first octet makes it a binary file for searches of the folder, so that
 * cached data is not mistaken for records.
 */
const START = '\0mailtxt cache';
const HEAD = `${START} 1\n`;

/** Octets of a cache file. A larger result is not cached, because the file is read as a whole. */
export const MAX_CACHE = 256 * 1024 * 1024;

const DIGEST_LENGTH = 64;

/**
 * The lines of a cache that was written completely by this version of the format. `undefined`: the cache does not exist, is truncated or
 * damaged, or has another version.
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

/** Writes lines, which contain no line ends: all or nothing. Returns the predicate of a sentence that says why they were not written. */
export function writeCacheFile(path: string, lines: readonly string[]): string | undefined {
  const body = lines.join('\n');
  if (Buffer.byteLength(body) > MAX_CACHE - HEAD.length - DIGEST_LENGTH - 1)
    return `was not written: it would be larger than ${MAX_CACHE / 1024 / 1024} MB`;
  return putTextFile(path, `${HEAD}${digestOf(body)}\n${body}`);
}

/** Whether the file may be replaced: it is a cache, even if damaged, or it does not exist. */
export function isOurs(path: string): boolean {
  const octets = octetsOf(path);
  if (octets === undefined) return statSync(path, { throwIfNoEntry: false }) === undefined;
  const start = octets.toString('latin1', 0, START.length);
  return START.startsWith(start);
}

function digestOf(body: string | Buffer): string {
  return createHash('sha256').update(body).digest('hex');
}
