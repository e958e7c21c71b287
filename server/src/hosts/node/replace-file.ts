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
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import type { Stats } from 'node:fs';
import { dirname, join } from 'node:path';

import { encodeText } from './encoding.ts';
import { explainFileError } from './file-errors.ts';
import { openToRead, readOctets } from './text-file.ts';

/**
 * Replaces a file's text, all of it or nothing: a reader sees the old file or the new one, also after a power cut.
 * The file behind a symbolic link is replaced, and keeps its permissions and, where we may, its owner.
 * Nothing is written when the file no longer holds `before`. Returns why it was not written, to end a sentence.
 */
export function replaceTextFile(path: string, before: string, after: string): string | undefined {
  try {
    const target = realpathSync(path);
    accessSync(target, constants.W_OK);
    const file = openToRead(target);
    let stats: Stats;
    try {
      stats = fstatSync(file);
      const octets = readOctets(file);
      if (octets === 'too-large' || !octets.equals(encodeText(before)))
        return 'was changed by another program meanwhile';
    } finally {
      closeSync(file);
    }
    writeBeside(target, encodeText(after), stats);
    return undefined;
  } catch (error) {
    return `cannot be written: ${explainFileError(error)}`;
  }
}

/**
 * Writes a file, whatever was there before: all of it or nothing. Returns why it was not written, to end a sentence.
 */
export function putTextFile(path: string, text: string): string | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats?.isFile() === false) return 'cannot be written: it is not a file';
    if (stats !== undefined) accessSync(path, constants.W_OK);
    writeBeside(stats === undefined ? path : realpathSync(path), encodeText(text), stats);
    return undefined;
  } catch (error) {
    return `cannot be written: ${explainFileError(error)}`;
  }
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

/** `like`: the file that is replaced; without it the new one is as the process makes files. */
function writeBeside(target: string, octets: Buffer, like: Stats | undefined): void {
  const beside = join(dirname(target), `.mailtxt-${process.pid}-${process.hrtime.bigint()}`);
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
    renameSync(beside, target);
  } catch (error) {
    unlinkSync(beside);
    throw error;
  }
}

/** An administrator who mends a name server's file as root must not take it from the name server. */
function keepOwner(file: number, like: Stats): void {
  const own = fstatSync(file);
  if (own.uid === like.uid && own.gid === like.gid) return;
  try {
    fchownSync(file, like.uid, like.gid);
  } catch {
    // Only root may give files away; the permissions are kept in any case.
  }
}
