import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const PROGRAM = 'named-compilezone';

/** Whether BIND is installed. Tests that use it report when it is not. */
export function hasBind(): boolean {
  return spawnSync(PROGRAM, ['-v']).error === undefined;
}

export interface BindAnswer {
  /** Canonical lines with single spaces; `undefined` if BIND rejected the zone. */
  readonly lines: readonly string[] | undefined;
  /** What it said first. */
  readonly message: string;
}

/**
 * What BIND makes of a zone file. Checks of the zone's sense are off: syntax alone is asked. `files`: what it includes, by
 * name.
 */
export function askBind(
  zone: string,
  origin = 'example.com.',
  files: Readonly<Record<string, string>> = {},
): BindAnswer {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rdata-'));
  try {
    const file = path.join(folder, 'zone');
    writeFileSync(file, zone);
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
    const off = ['k', 'n', 'm', 'M', 'S', 'r', 'T'].flatMap((check) => [`-${check}`, 'ignore']);
    const run = spawnSync(PROGRAM, ['-i', 'none', ...off, '-s', 'full', '-o', '-', origin, file], {
      cwd: folder,
    });
    const said = run.stderr.toString('latin1').split('\n')[0] ?? '';
    const lines = run.stdout
      .toString('latin1')
      .split('\n')
      .map((line) => line.replace(/\s+/g, ' ').trim());
    return { lines: run.status === 0 ? lines : undefined, message: said.replaceAll(file, 'zone') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
