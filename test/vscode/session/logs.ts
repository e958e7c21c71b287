import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Lines that report a fault, no matter which part of the editor or which extension wrote them. */
const FAULT =
  /\[error\]|\bRequest \S+ failed\.|\bcrashed\b|Connection to server|[Uu]nhandled|rejected promise not handled|(?:Type|Range|Reference|Syntax)Error|Maximum call stack|heap out of memory/;

/** A frame of the extension in the trace of an error. */
const OF_THE_EXTENSION = /\/dist\/(?:extension|chunks)\b/;

/** Errors of the editor itself: the npm package lacks its service worker. */
const OF_THE_EDITOR: readonly RegExp[] = [/\[Service Worker\]/];

/** Lines beside the one with the fault that are reported too, since they explain it. */
const EXPLAINED_BY = 6;

/** The log of the editor's window, to which the extension host sends its errors, from where it was last read. */
export class WindowLog {
  private readonly path: string;
  private from = 0;

  /** @param data the folder that `scripts/editor-host/launch.mjs` writes the log to */
  constructor(data: string) {
    this.path = join(data, 'window.log');
  }

  /** The faults since the last call, each with the lines that explain it. */
  faults(): string[] {
    if (!existsSync(this.path)) return [];
    const text = readFileSync(this.path, 'utf8');
    const lines = text.slice(this.from).split('\n');
    this.from = text.length;
    return lines.flatMap((line, i) => {
      const before = lines.slice(Math.max(0, i - EXPLAINED_BY), i);
      const isFault = FAULT.test(line) && !OF_THE_EDITOR.some((pattern) => pattern.test(line));
      // The first frame of an error whose own line does not look like one.
      const isFrame =
        OF_THE_EXTENSION.test(line) && !before.some((one) => OF_THE_EXTENSION.test(one) || FAULT.test(one));
      if (!isFrame && !isFault) return [];
      const first = isFrame ? Math.max(0, i - EXPLAINED_BY) : i;
      return [lines.slice(first, i + EXPLAINED_BY).join('\n    ')];
    });
  }
}
