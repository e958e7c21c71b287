import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { dirname } from 'node:path';

import { fileErrorCode } from './file-errors.ts';

/** Milliseconds that one run of git may take; it is ended then, and what it was to say is unknown. */
export const MAX_GIT_MILLISECONDS = 2_000;

/** Octets of one output of git: of a file, or of the list of a folder. */
export const MAX_GIT_OUTPUT = 16 * 1024 * 1024;

/**
 * Settings that no configuration of a repository wins over. A repository may be hostile: reading it must run nothing that it
 * names (hooks, a monitor, filters) and reach no network (objects of a partial clone are fetched when they are read).
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
  // What git says about a failure is looked at.
  LC_ALL: 'C',
  // Windows looks for programs in the current folder first.
  NoDefaultCurrentDirectoryInExePath: '1',
};

/** What git needs of the environment: where it is, and the user's own configuration, which says whose repositories are safe. */
const INHERITED = ['PATH', 'HOME', 'XDG_CONFIG_HOME', 'USERPROFILE', 'SystemRoot', 'PATHEXT', 'TEMP', 'TMP'];

/** The commands that are run: they read objects. */
type GitCommand = 'ls-tree' | 'cat-file' | 'rev-list' | 'rev-parse' | 'merge-base';

/** How git is called in a folder: the arguments, and the options of the process. */
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
      // Not the folder of the repository, in which a program named "git" may be.
      cwd: dirname(process.execPath),
      env: { ...inheritedEnvironment(), ...ENVIRONMENT },
      windowsHide: true,
    },
  };
}

/**
 * The output of a git command that only reads objects, run in a folder. `undefined` where git is missing or refuses, as it
 * does for repositories of another user.
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

/** Milliseconds that git may take to go through the history or the files of a commit that the user named. */
export const MAX_COMMIT_MILLISECONDS = 120_000;

/** Octets of the list of the files of a commit: a million files. */
export const MAX_TREE_OUTPUT = 256 * 1024 * 1024;

export interface GitRun {
  /** `undefined`: there is no git, or it was ended. */
  readonly status: number | null | undefined;
  readonly stdout: Buffer;
  readonly stderr: string;
  readonly isMissing: boolean;
}

/** The same for what the user asked for: it may take longer, and what git says about a failure is kept. */
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

/** `git cat-file --batch`: object ids are written to its standard input, and the objects come from its standard output. */
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
