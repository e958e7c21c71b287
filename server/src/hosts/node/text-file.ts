import { closeSync, constants, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import type { Stats } from 'node:fs';

import { decodeText, isBinary, isUtf16 } from './encoding.ts';
import { explainFileError, fileErrorCode } from './file-errors.ts';

const MAX_MEGABYTES = 100;
/** Octets of a text file. Larger files are not read. */
export const MAX_OCTETS = MAX_MEGABYTES * 1024 * 1024;

export type ReadResult =
  | { readonly kind: 'text'; readonly text: string }
  /** `binary`: the file can be read, but is not text. `reason` is the predicate of a sentence whose subject is the file. */
  | {
      readonly kind: 'unreadable';
      readonly binary: boolean;
      readonly reason: string;
      /** Whether the file exceeds the limit, so that it was not read. */
      readonly isTooLarge?: true;
    };

/** Reads a file as text. `anyContent`: even if it does not look like text. */
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
    const reason = 'is UTF-16 text, which name servers cannot read; save it as UTF-8';
    return { kind: 'unreadable', binary: true, reason };
  }
  if (options.anyContent !== true && isBinary(octets)) {
    return { kind: 'unreadable', binary: true, reason: 'is a binary file' };
  }
  return { kind: 'text', text: decodeText(octets) };
}

/** Matches pipes that the shell created for this process, as in `explain <(journalctl)`, and the null device. */
const STREAM = /^\/(?:dev\/(?:fd\/\d+|stdin|null)|proc\/self\/fd\/\d+)$/;

/**
 * Opens a file. A named pipe, a socket or a device may never end, or may block forever when it is opened, and searched folders may
 * contain one under any name.
 *
 * @throws errors of the file system, and an error for anything but a file
 */
export function openToRead(path: string | Buffer): number {
  if (typeof path === 'string' && STREAM.test(path)) return openSync(path, 'r');
  // Do not wait for the other end of a pipe. Windows has neither this flag nor such pipes.
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

/** Reads everything from an open file, pipe or terminal. */
export function readOctets(file: number): Buffer | 'too-large' {
  const stats = fstatSync(file);
  if (stats.isFile() && stats.size > MAX_OCTETS) return 'too-large';
  // Devices may never end, and some files report a size of 0.
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

/** Reads from an open file, pipe or terminal in pieces. For a file, each piece is read from the position `at`. */
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
      // Windows reports this error at the end of a pipe.
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      pause();
    }
  }
}

/** Waits a moment without using the processor, for a pipe that is not ready. */
export function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
}
