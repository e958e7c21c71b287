import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export { addFiles, folderWith, removeFolders } from '../node/temporary-folder.ts';

/** The command as it is shipped: `npm test` builds it first. */
export const COMMAND = join(__dirname, '../../dist/mailtxt.js');

/** The environment of the test run decides neither about colors nor about settings. */
const NEUTRAL = { PATH: process.env['PATH'], XDG_CONFIG_HOME: process.env['XDG_CONFIG_HOME'] };

export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly stdin?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
}

export function mailtxt(args: readonly string[], { cwd, stdin = '', env = {} }: RunOptions = {}): Run {
  if (!existsSync(COMMAND)) throw new Error('dist/mailtxt.js is missing: run "npm run build" first');
  const result = spawnSync(process.execPath, [COMMAND, ...args], {
    cwd,
    input: stdin,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    env: { ...NEUTRAL, ...env },
  });
  if (result.error !== undefined) throw result.error;
  return { status: result.status, stdout: result.stdout, stderr: result.stderr };
}

/** The same, while this process does what it has to: answer the command, for instance. */
export async function mailtxtMeanwhile(
  args: readonly string[],
  { cwd, env = {} }: RunOptions = {},
): Promise<Run> {
  if (!existsSync(COMMAND)) throw new Error('dist/mailtxt.js is missing: run "npm run build" first');
  const child = spawn(process.execPath, [COMMAND, ...args], {
    cwd,
    env: { ...NEUTRAL, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (stdout += piece));
  child.stderr.setEncoding('utf8').on('data', (piece: string) => (stderr += piece));
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return { status, stdout, stderr };
}
