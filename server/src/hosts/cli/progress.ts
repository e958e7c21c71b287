import { writeSync } from 'node:fs';
import { printable } from '../../text/printable.ts';

/** A progress message on standard error during long work. */
export interface Progress {
  show(text: string): void;
  end(): void;
}

/** Milliseconds before the first message. */
const PATIENCE = 600;
const INTERVAL = 100;

export const silentProgress: Progress = { show() {}, end() {} };

/** For a terminal: one line that is overwritten, and erased at the end. */
export function terminalProgress(width: number): Progress {
  let next = performance.now() + PATIENCE;
  let shown = false;
  return {
    show(text) {
      const now = performance.now();
      if (now < next) return;
      next = now + INTERVAL;
      shown = true;
      writeSync(2, `\r\u001B[2K${printable(text).slice(0, width - 1)}`);
    },
    end() {
      if (shown) writeSync(2, '\r\u001B[2K');
    },
  };
}
