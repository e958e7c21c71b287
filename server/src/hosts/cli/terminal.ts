import { fstatSync } from 'node:fs';

/** What stands at the other end of standard output or standard error. */
export interface Terminal {
  readonly isTerminal: boolean;
  /** Columns to write in. */
  readonly width: number;
}

/** Columns for files and pipes, and the most in a wide terminal. */
export const FILE_WIDTH = 120;
const MIN_WIDTH = 40;

export async function terminalAt(file: 1 | 2): Promise<Terminal> {
  // Loading node's terminals takes longer than checking a small file.
  if (!isCharacterDevice(file)) return { isTerminal: false, width: FILE_WIDTH };
  const { isatty } = await import('node:tty');
  if (!isatty(file)) return { isTerminal: false, width: FILE_WIDTH };
  const columns = (file === 1 ? process.stdout : process.stderr).columns;
  // A terminal that does not know its size says 0.
  const width = columns > 0 ? Math.min(FILE_WIDTH, Math.max(MIN_WIDTH, columns)) : FILE_WIDTH;
  return { isTerminal: true, width };
}

function isCharacterDevice(file: number): boolean {
  try {
    return fstatSync(file).isCharacterDevice();
  } catch {
    // It was closed before we were started.
    return false;
  }
}

/** An option wins over the environment (no-color.org, force-color.org), and that over what stands at the other end. */
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
