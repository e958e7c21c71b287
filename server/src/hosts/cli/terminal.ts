import { fstatSync } from 'node:fs';

/** The terminal, or the file or pipe, that standard output or standard error is connected to. */
export interface Terminal {
  readonly isTerminal: boolean;
  /** The number of columns to use. */
  readonly width: number;
}

/** Columns for files and pipes, and the maximum in a wide terminal. */
export const FILE_WIDTH = 120;
const MIN_WIDTH = 40;

export async function terminalAt(file: 1 | 2): Promise<Terminal> {
  // Loading node:tty takes longer than checking a small file.
  if (!isCharacterDevice(file)) return { isTerminal: false, width: FILE_WIDTH };
  const { isatty } = await import('node:tty');
  if (!isatty(file)) return { isTerminal: false, width: FILE_WIDTH };
  const columns = (file === 1 ? process.stdout : process.stderr).columns;
  // A terminal that does not know its size reports 0.
  const width = columns > 0 ? Math.min(FILE_WIDTH, Math.max(MIN_WIDTH, columns)) : FILE_WIDTH;
  return { isTerminal: true, width };
}

function isCharacterDevice(file: number): boolean {
  try {
    return fstatSync(file).isCharacterDevice();
  } catch {
    // The descriptor was closed before mailtxt was started.
    return false;
  }
}

/** An option takes precedence over the environment (no-color.org, force-color.org), which takes precedence over the terminal. */
export function wantsColor(
  option: boolean | undefined,
  terminal: Terminal,
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  if (option !== undefined) return option;
  const { NO_COLOR, FORCE_COLOR, TERM } = environment;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  return terminal.isTerminal && TERM !== 'dumb';
}
