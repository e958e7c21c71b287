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
 * Replaces a file's text, all of it or nothing: a reader sees the old file or the new one, also after a power cut.
 * The file behind a symbolic link is replaced, and keeps its permissions and, where we may, its owner.
 *
 * Nothing is written when the file does not hold `before` any more: it is compared first, and again when all that is left
 * to do is to put the new file in its place. Returns why it was not written, to end a sentence.
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
      // The link may lead elsewhere now.
      return realpathSync(path) === target && holdsBefore(target);
    });
    return isWritten ? undefined : CHANGED;
  } catch (error) {
    return `cannot be written: ${explainFileError(error)}`;
  }
}

const CHANGED = 'was changed by another program meanwhile';

/**
 * Writes a file, whatever was there before: all of it or nothing. Returns why it was not written, to end a sentence.
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

/** A file is replaced by its folder's leave; its own is asked for, too. Who writes as root would get any. */
function refuseReadOnly(path: string, { mode }: Stats): void {
  if ((mode & 0o222) === 0) throw new Error('it is read-only');
  accessSync(path, constants.W_OK);
}

/** Writes a file that is not there yet. Returns why it was not written, to end a sentence. */
export function createTextFile(path: string, text: string): string | undefined {
  try {
    // Also refused where a link leads nowhere.
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
 * Writes a file beside the target and puts it in its place, unless `isStillWanted` says no then. `like`: the file that is
 * replaced; without it the new one is as the process makes files. False: nothing was written.
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

/** An administrator who fixes a name server's file as root must not take it from the name server. */
function keepOwner(file: number, like: Stats): void {
  const own = fstatSync(file);
  if (own.uid === like.uid && own.gid === like.gid) return;
  try {
    fchownSync(file, like.uid, like.gid);
  } catch {
    // Only root may give files away; the permissions are kept in any case.
  }
}
