import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';

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
  // Windows looks for programs in the current folder first.
  NoDefaultCurrentDirectoryInExePath: '1',
};

/** What git needs of the environment: where it is, and the user's own configuration, which says whose repositories are safe. */
const INHERITED = ['PATH', 'HOME', 'XDG_CONFIG_HOME', 'USERPROFILE', 'SystemRoot', 'PATHEXT', 'TEMP', 'TMP'];

/**
 * The output of a git command that only reads objects, run in a folder. `undefined` where git is missing or refuses, as it
 * does for repositories of another user.
 */
export function readWithGit(
  folder: string,
  command: 'ls-tree' | 'cat-file' | 'rev-list',
  args: readonly string[],
): Buffer | undefined {
  const run = spawnSync(
    'git',
    ['--no-pager', ...SETTINGS.flatMap((setting) => ['-c', setting]), '-C', folder, command, ...args],
    {
      // Not the folder of the repository, in which a program named "git" may be.
      cwd: dirname(process.execPath),
      env: { ...inheritedEnvironment(), ...ENVIRONMENT },
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: MAX_GIT_MILLISECONDS,
      killSignal: 'SIGKILL',
      maxBuffer: MAX_GIT_OUTPUT,
      windowsHide: true,
    },
  );
  return run.status === 0 && run.error === undefined ? run.stdout : undefined;
}

function inheritedEnvironment(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    INHERITED.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
