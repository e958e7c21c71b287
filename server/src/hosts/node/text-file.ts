import { closeSync, constants, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import type { Stats } from 'node:fs';

import { decodeText, isBinary, isUtf16 } from './encoding.ts';
import { explainFileError, fileErrorCode } from './file-errors.ts';

const MAX_MEGABYTES = 100;
/** Of a text that is kept whole. */
export const MAX_OCTETS = MAX_MEGABYTES * 1024 * 1024;

export type ReadResult =
  | { readonly kind: 'text'; readonly text: string }
  /** `binary`: it could be read, and is no text. `reason` ends a sentence that the file's name begins. */
  | {
      readonly kind: 'unreadable';
      readonly binary: boolean;
      readonly reason: string;
      /** It is larger than what is kept whole; nothing of it was read. */
      readonly isTooLarge?: true;
    };

/** Reads a file as text. `anyContent`: also one that looks like no text. */
export function readTextFile(path: string, options: { readonly anyContent?: boolean } = {}): ReadResult {
  let octets: Buffer | 'too-large';
  try {
    const file = openToRead(path);
    try {
      octets = readOctets(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return { kind: 'unreadable', binary: false, reason: `cannot be read: ${explainFileError(error)}` };
  }
  if (octets === 'too-large') {
    const reason = `is larger than ${MAX_MEGABYTES} MB`;
    return { kind: 'unreadable', binary: false, reason, isTooLarge: true };
  }
  if (isUtf16(octets)) {
    const reason = 'is UTF-16 text, which name servers do not read; save it as UTF-8';
    return { kind: 'unreadable', binary: true, reason };
  }
  if (options.anyContent !== true && isBinary(octets)) {
    return { kind: 'unreadable', binary: true, reason: 'is a binary file' };
  }
  return { kind: 'text', text: decodeText(octets) };
}

/** Pipes that the shell made for this process, and the file that is always empty. `explain <(journalctl)` names one. */
const STREAM = /^\/(?:dev\/(?:fd\/\d+|stdin|null)|proc\/self\/fd\/\d+)$/;

/**
 * Opens a file. A named pipe, a socket or a device may never end, or wait for ever to be opened: folders that were searched
 * may have one under any name.
 *
 * @throws of the file system; also where it is anything but a file
 */
export function openToRead(path: string | Buffer): number {
  if (typeof path === 'string' && STREAM.test(path)) return openSync(path, 'r');
  // Without waiting for the other side of a pipe. Windows has no such flag, and no such pipes.
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const kind = kindOf(fstatSync(file));
  if (kind === undefined) return file;
  closeSync(file);
  throw new Error(`it is ${kind}, not a file`);
}

function kindOf(stats: Stats): string | undefined {
  if (stats.isFile()) return undefined;
  if (stats.isDirectory()) return 'a folder';
  return stats.isFIFO() ? 'a named pipe' : 'a device';
}

/** Everything that comes from an open file, pipe or terminal. */
export function readOctets(file: number): Buffer | 'too-large' {
  const stats = fstatSync(file);
  if (stats.isFile() && stats.size > MAX_OCTETS) return 'too-large';
  // Devices may never end, and some files say that their size is 0.
  if (stats.isFile() && stats.size > 0) return readFileSync(file);
  const pieces: Buffer[] = [];
  let total = 0;
  for (const piece of chunksOf(file)) {
    total += piece.length;
    if (total > MAX_OCTETS) return 'too-large';
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

const CHUNK = 65_536;

/** What comes from an open file, pipe or terminal, as it comes; of a file each piece from where `at` says. */
export function* chunksOf(file: number, at: () => number | null = () => null): Generator<Buffer> {
  for (;;) {
    const piece = Buffer.allocUnsafe(CHUNK);
    const length = readWhenReady(file, piece, at());
    if (length === 0) return;
    yield piece.subarray(0, length);
  }
}

function readWhenReady(file: number, into: Buffer, position: number | null): number {
  for (;;) {
    try {
      return readSync(file, into, { position });
    } catch (error) {
      const code = fileErrorCode(error);
      // Windows says so at the end of a pipe.
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      pause();
    }
  }
}

/** Waits a moment without using the processor: for a pipe that is not ready. */
export function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
}
