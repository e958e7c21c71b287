import { writeSync } from 'node:fs';

import { explainFileError, fileErrorCode } from '../node/file-errors.ts';
import { pause } from '../node/text-file.ts';

/** Standard output or standard error, written in large pieces. */
export interface Output {
  write(text: string): void;
  flush(): void;
  /** True if the reader has closed the pipe (`mailtxt check | head`). Further output is discarded on purpose. */
  readonly closed: boolean;
}

/** Code units that are collected before they are written. */
const PIECE = 64 * 1024;

/** `hold`: the maximum number of code units to hold back, for output that should be written completely or not at all. */
export function openOutput(file: number, hold = PIECE): Output {
  let pending: string[] = [];
  let length = 0;
  let closed = false;

  function flush(): void {
    for (const piece of pending) {
      closed ||= !writeAll(file, Buffer.from(piece, 'utf8'));
    }
    pending = [];
    length = 0;
  }

  let piece = '';
  return {
    write(text) {
      piece += text;
      if (piece.length < PIECE) return;
      pending.push(piece);
      length += piece.length;
      piece = '';
      if (length >= hold) flush();
    },
    flush() {
      pending.push(piece);
      piece = '';
      flush();
    },
    get closed() {
      return closed;
    },
  };
}

/** Collects the output in memory. */
export function memoryOutput(): { readonly out: Output; readonly text: () => string } {
  const pieces: string[] = [];
  const out = { write: (text: string) => void pieces.push(text), flush: () => undefined, closed: false };
  return { out, text: () => pieces.join('') };
}

/** Standard output or standard error cannot be written, for example because the disk is full. */
export class OutputError extends Error {}

function nameOf(file: number): string {
  return file === 1 ? 'standard output' : 'standard error';
}

/**
 * Returns false if the other end is closed.
 *
 * @throws OutputError
 */
export function writeAll(file: number, octets: Buffer): boolean {
  let at = 0;
  while (at < octets.length) {
    try {
      at += writeSync(file, octets, at);
    } catch (error) {
      const code = fileErrorCode(error);
      if (code === 'EPIPE' || code === 'EOF') return false;
      if (code !== 'EAGAIN')
        throw new OutputError(`cannot write to ${nameOf(file)}: ${explainFileError(error)}`);
      pause();
    }
  }
  return true;
}
