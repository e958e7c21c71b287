import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { dirname } from 'node:path';

import { fileErrorCode } from './file-errors.ts';

/** Milliseconds that one run of git may take. Then it is killed, and its result is unknown. */
export const MAX_GIT_MILLISECONDS = 2_000;

/** Octets of the output of one run of git: a file, or the list of a folder. */
export const MAX_GIT_OUTPUT = 16 * 1024 * 1024;

/**
 * Settings that the configuration of a repository cannot override. A repository may be hostile: reading it must not run anything
 * that it names (hooks, a monitor, filters) or use the network (objects of a partial clone are fetched when they are read).
 */
const SETTINGS = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.pager=cat',
  'protocol.allow=never',
];

const ENVIRONMENT = {
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_NO_LAZY_FETCH: '1',
  GIT_LITERAL_PATHSPECS: '1',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  // The error messages of git are parsed.
  LC_ALL: 'C',
  // Windows searches the current folder for programs first.
  NoDefaultCurrentDirectoryInExePath: '1',
};

/** The environment variables that git needs: for its location, and for the user's configuration, which lists safe repositories. */
const INHERITED = ['PATH', 'HOME', 'XDG_CONFIG_HOME', 'USERPROFILE', 'SystemRoot', 'PATHEXT', 'TEMP', 'TMP'];

/** The commands that are run. They only read objects. */
type GitCommand = 'ls-tree' | 'cat-file' | 'rev-list' | 'rev-parse' | 'merge-base';

/** The arguments and process options of git for a folder. */
function invocation(
  folder: string,
  command: GitCommand,
  args: readonly string[],
): {
  readonly args: string[];
  readonly options: { cwd: string; env: Record<string, string>; windowsHide: true };
} {
  return {
    args: ['--no-pager', ...SETTINGS.flatMap((setting) => ['-c', setting]), '-C', folder, command, ...args],
    options: {
      // Do not run in the folder of the repository, which may contain a program named "git".
      cwd: dirname(process.execPath),
      env: { ...inheritedEnvironment(), ...ENVIRONMENT },
      windowsHide: true,
    },
  };
}

/**
 * The output of a git command that only reads objects, run in a folder. `undefined` if git is missing or fails, as it does for
 * repositories of another user.
 */
export function readWithGit(
  folder: string,
  command: GitCommand,
  args: readonly string[],
): Buffer | undefined {
  const run = invocation(folder, command, args);
  const { status, error, stdout } = spawnSync('git', run.args, {
    ...run.options,
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: MAX_GIT_MILLISECONDS,
    killSignal: 'SIGKILL',
    maxBuffer: MAX_GIT_OUTPUT,
  });
  return status === 0 && error === undefined ? stdout : undefined;
}

/** Milliseconds that git may take to search the history or the files of a commit that the user named. */
export const MAX_COMMIT_MILLISECONDS = 120_000;

/** Octets of the list of the files of a commit: 1 million files. */
export const MAX_TREE_OUTPUT = 256 * 1024 * 1024;

export interface GitRun {
  /** `undefined`: git is missing, or was killed. */
  readonly status: number | null | undefined;
  readonly stdout: Buffer;
  readonly stderr: string;
  readonly isMissing: boolean;
}

/** The same for a request of the user: it may take longer, and error messages of git are kept. */
export function askGit(folder: string, command: GitCommand, args: readonly string[]): GitRun {
  const run = invocation(folder, command, args);
  const { status, error, stdout, stderr } = spawnSync('git', run.args, {
    ...run.options,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: MAX_COMMIT_MILLISECONDS,
    killSignal: 'SIGKILL',
    maxBuffer: MAX_TREE_OUTPUT,
  });
  if (error !== undefined) {
    const isMissing = fileErrorCode(error) === 'ENOENT';
    return { status: undefined, stdout: Buffer.alloc(0), stderr: '', isMissing };
  }
  return { status, stdout, stderr: stderr.toString('utf8'), isMissing: false };
}

/** `git cat-file --batch`: reads object ids from standard input, and writes the objects to standard output. */
export function openObjects(folder: string): ChildProcessWithoutNullStreams {
  const run = invocation(folder, 'cat-file', ['--batch']);
  return spawn('git', run.args, { ...run.options, timeout: MAX_COMMIT_MILLISECONDS, killSignal: 'SIGKILL' });
}

function inheritedEnvironment(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    INHERITED.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
