import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  fsyncSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import type { Stats } from 'node:fs';
import { dirname, join } from 'node:path';

import { encodeText } from './encoding.ts';
import { explainFileError } from './file-errors.ts';
import { removeLeftovers, temporaryName } from './temporary-files.ts';
import { openToRead, readOctets } from './text-file.ts';

/**
 * Replaces the text of a file atomically: a reader sees either the old file or the new one, even after a power failure.
 * The target of a symbolic link is replaced, and keeps its permissions and, if possible, its owner.
 *
 * Nothing is written if the file no longer contains `before`: that is checked first, and again just before the new file is moved
 * to its place. Returns why the file was not written, as the predicate of a sentence.
 */
export function replaceTextFile(path: string, before: string, after: string): string | undefined {
  const octets = encodeText(before);
  const holdsBefore = (target: string): boolean => {
    const file = openToRead(target);
    try {
      const found = readOctets(file);
      return found !== 'too-large' && found.equals(octets);
    } finally {
      closeSync(file);
    }
  };
  try {
    const target = realpathSync(path);
    const stats = statSync(target);
    if (!holdsBefore(target)) return CHANGED;
    refuseReadOnly(target, stats);
    const isWritten = writeBeside(target, encodeText(after), stats, () => {
      // The link may have another target now.
      return realpathSync(path) === target && holdsBefore(target);
    });
    return isWritten ? undefined : CHANGED;
  } catch (error) {
    return `cannot be written: ${explainFileError(error)}`;
  }
}

const CHANGED = 'was changed by another program in the meantime';

/**
 * Writes a file atomically, replacing an existing one. Returns why it was not written, as the predicate of a sentence.
 */
export function putTextFile(path: string, text: string): string | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.isFile() === false) return 'cannot be written: it is not a file';
    if (stats !== undefined) refuseReadOnly(path, stats);
    writeBeside(stats === undefined ? path : realpathSync(path), encodeText(text), stats, () => true);
    return undefined;
  } catch (error) {
    return `cannot be written: ${explainFileError(error)}`;
  }
}

/** Replacing a file requires write permission only for its folder, and root may write anything, so check the file's own permission. */
function refuseReadOnly(path: string, { mode }: Stats): void {
  if ((mode & 0o222) === 0) throw new Error('it is read-only');
  accessSync(path, constants.W_OK);
}

/** Writes a new file. Returns why it was not written, as the predicate of a sentence. */
export function createTextFile(path: string, text: string): string | undefined {
  try {
    // This also fails for a dangling link.
    const file = openSync(path, 'wx');
    try {
      writeFileSync(file, encodeText(text));
    } catch (error) {
      unlinkSync(path);
      throw error;
    } finally {
      closeSync(file);
    }
    return undefined;
  } catch (error) {
    return `cannot be written: ${explainFileError(error)}`;
  }
}

/**
 * Writes a file next to the target and moves it to its place, unless `isStillWanted` returns false at that time. `like`: the
 * replaced file. Without it, the new file has the default permissions of the process. Returns false if nothing was written.
 */
function writeBeside(
  target: string,
  octets: Buffer,
  like: Stats | undefined,
  isStillWanted: () => boolean,
): boolean {
  const folder = dirname(target);
  removeLeftovers(folder);
  const beside = join(folder, temporaryName());
  const file = openSync(beside, 'wx', like === undefined ? 0o666 : 0o600);
  try {
    try {
      writeFileSync(file, octets);
      if (like !== undefined) {
        keepOwner(file, like);
        fchmodSync(file, like.mode & 0o7777);
      }
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    if (isStillWanted()) {
      renameSync(beside, target);
      return true;
    }
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
  rmSync(beside, { force: true });
  return false;
}

/** Keeps the owner: a fix that root applies to a name server's file must not make it unreadable for the name server. */
function keepOwner(file: number, like: Stats): void {
  const own = fstatSync(file);
  if (own.uid === like.uid && own.gid === like.gid) return;
  try {
    fchownSync(file, like.uid, like.gid);
  } catch {
    // Only root may change the owner. The permissions are kept in any case.
  }
}
