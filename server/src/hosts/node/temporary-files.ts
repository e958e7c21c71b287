import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, unlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

import { fileErrorCode } from './file-errors.ts';

/** What `check --cache` keeps, where nobody names another file: nothing to be read either. */
export const CACHE_FILE = '.mailtxtcache';

/** Milliseconds after which a file of a process that cannot be asked about is a leftover: writing takes moments. */
export const LEFTOVER_AGE = 24 * 3600 * 1000;

/** `.mailtxt-HOST-PID-NUMBER.tmp` */
const NAME = /^\.mailtxt-([0-9a-f]{12})-(\d{1,10})-\d{1,20}\.tmp$/;

/** Processes of another machine, or of another container, may write into the same folder. */
function hostId(): string {
  return createHash('sha256').update(hostname()).digest('hex').slice(0, 12);
}

/** A name for a file that replaces another one in a moment. No two processes have the same. */
export function temporaryName(): string {
  return `.mailtxt-${hostId()}-${process.pid}-${process.hrtime.bigint()}.tmp`;
}

/** Whether it is such a name: what has it is half of something, and nothing to be read. */
export function isTemporaryName(name: string): boolean {
  return NAME.test(name);
}

/**
 * Removes what runs that were killed have left in a folder: files with such names that belong to this user and whose
 * process is gone, or that are older than a day. Links are not followed. Where that fails, they stay.
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
      // It is gone already, or it stays.
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It is there, and belongs to somebody else.
    return fileErrorCode(error) === 'EPERM';
  }
}
