import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, unlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

import { fileErrorCode } from './file-errors.ts';

/** The default cache file of `check --cache`. Searches do not read it. */
export const CACHE_FILE = '.mailtxtcache';

/** Milliseconds after which a file of an unknown process is considered a leftover: writing takes only moments. */
export const LEFTOVER_AGE = 24 * 3600 * 1000;

/** `.mailtxt-HOST-PID-NUMBER.tmp` */
const NAME = /^\.mailtxt-([0-9a-f]{12})-(\d{1,10})-\d{1,20}\.tmp$/;

/** Processes on another machine, or in another container, may write to the same folder. */
function hostId(): string {
  return createHash('sha256').update(hostname()).digest('hex').slice(0, 12);
}

/** A unique name for a file that will replace another one in a moment. */
export function temporaryName(): string {
  return `.mailtxt-${hostId()}-${process.pid}-${process.hrtime.bigint()}.tmp`;
}

/** Whether a name has this form: such a file is incomplete and must not be read. */
export function isTemporaryName(name: string): boolean {
  return NAME.test(name);
}

/**
 * Removes the leftovers of killed runs in a folder: files with such names that belong to this user and whose process is gone, or
 * that are older than a day. Links are not followed. Files that cannot be removed stay.
 */
export function removeLeftovers(folder: string, now = Date.now()): void {
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    return;
  }
  for (const name of names) {
    const [, host, pid] = NAME.exec(name) ?? [];
    if (pid === undefined) continue;
    const path = join(folder, name);
    try {
      const stats = lstatSync(path);
      const isOurs = stats.isFile() && (process.getuid === undefined || stats.uid === process.getuid());
      const isOld = now - stats.mtimeMs > LEFTOVER_AGE;
      if (isOurs && (isOld || (host === hostId() && !isRunning(Number(pid))))) unlinkSync(path);
    } catch {
      // The file is already gone, or it stays.
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // The process exists, and belongs to another user.
    return fileErrorCode(error) === 'EPERM';
  }
}
