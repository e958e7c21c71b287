import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';

import type { DocumentPath } from '../../analysis/finding.ts';
import { decodeText } from './encoding.ts';
import { MAX_GIT_OUTPUT, readWithGit } from './git.ts';
import { realPathOf, RealPaths, repositoryOf } from './paths.ts';

/** Files of one commit whose text is read with git. The text of others is unknown. */
export const MAX_COMMITTED_FILES = 200;

/** Files of one commit whose last change is looked up with git, which searches the history for each. */
export const MAX_COMMIT_TIMES = 20;

interface Commit {
  /** A stamp that changes with each commit and each checkout. */
  readonly state: string;
  /** The object id of each file by name, by folder. */
  readonly folders: Map<string, ReadonlyMap<string, string>>;
  readonly texts: Map<DocumentPath, string | undefined>;
  readonly times: Map<DocumentPath, number | undefined>;
  /** The number of files that were read with git. */
  read: number;
  /** Whether git failed. It would fail again, and each attempt may take long. */
  hasFailed: boolean;
}

/**
 * The texts of files in the last commit (HEAD) of their git repository. git is run on demand: once for each folder, and for each
 * file whose text on disk differs from the committed one.
 */
export class CommittedFiles {
  private readonly commits = new Map<string, Commit>();
  /** `undefined` where folders may become others. */
  private readonly paths: RealPaths | undefined;
  /** By folder, where they stay what they are. */
  private readonly repositories = new Map<string, string | undefined>();

  /** `isStatic`: nothing is committed or moved as long as this lives, so each folder is examined only once. */
  constructor({ isStatic = false }: { readonly isStatic?: boolean } = {}) {
    this.paths = isStatic ? new RealPaths() : undefined;
  }

  /** `undefined` outside a repository, and for a file that was not committed. The same string until the next commit. */
  textOf(path: DocumentPath): string | undefined {
    const { file, commit } = this.find(path) ?? {};
    if (file === undefined || commit === undefined) return undefined;
    if (!commit.texts.has(path)) commit.texts.set(path, read(file, commit));
    return commit.texts.get(path);
  }

  /**
   * When the last change of a file reached the branch of HEAD, in seconds since 1970. For a merge, the time of the merge.
   * `undefined` if git fails or takes too long.
   */
  timeOf(path: DocumentPath): number | undefined {
    const { file, commit } = this.find(path) ?? {};
    if (file === undefined || commit === undefined) return undefined;
    if (!commit.times.has(path)) commit.times.set(path, readTime(file, commit));
    return commit.times.get(path);
  }

  /** The file that a path leads to, and the last commit of its repository. */
  private find(path: DocumentPath): { readonly file: string; readonly commit: Commit } | undefined {
    if (!isAbsolute(path)) return undefined;
    const file = this.paths === undefined ? realPathOf(path) : this.paths.of(path);
    const repository = file === undefined ? undefined : this.repositoryWith(dirname(file));
    const commit = repository === undefined ? undefined : this.commitOf(repository);
    return file === undefined || commit === undefined ? undefined : { file, commit };
  }

  private repositoryWith(folder: string): string | undefined {
    if (this.paths === undefined) return repositoryOf(folder);
    const known = this.repositories.get(folder);
    if (known !== undefined || this.repositories.has(folder)) return known;
    const found = repositoryOf(folder);
    this.repositories.set(folder, found);
    return found;
  }

  private commitOf(repository: string): Commit | undefined {
    let commit = this.commits.get(repository);
    if (commit !== undefined && this.paths !== undefined) return commit;
    const state = stateOf(repository);
    if (state === undefined) return undefined;
    if (commit?.state !== state) {
      commit = { state, folders: new Map(), texts: new Map(), times: new Map(), read: 0, hasFailed: false };
      this.commits.set(repository, commit);
    }
    return commit;
  }
}

/** When the files that git writes at each commit and checkout were written. `undefined` if there is no repository. */
function stateOf(repository: string): string | undefined {
  const folder = gitFolderOf(repository);
  if (folder === undefined) return undefined;
  return ['HEAD', 'logs/HEAD', 'index']
    .map((name) => {
      const stats = statSync(join(folder, name), { throwIfNoEntry: false });
      return stats === undefined ? '-' : `${stats.mtimeMs} ${stats.size}`;
    })
    .join(' ');
}

/** Octets of a `.git` file: a word and a path. */
const LONGEST_LINK = 8192;

/** `.git`, or the folder that the `.git` file of a worktree names. */
function gitFolderOf(repository: string): string | undefined {
  const git = join(repository, '.git');
  try {
    const stats = statSync(git);
    if (stats.isDirectory()) return git;
    if (!stats.isFile() || stats.size > LONGEST_LINK) return undefined;
    const target = /^gitdir: ([^\r\n\0]{1,4096})/.exec(readFileSync(git, 'utf8'))?.[1];
    // A path on another machine would be looked up on the network.
    if (target === undefined || /^[\\/]{2}/.test(target)) return undefined;
    return resolve(repository, target);
  } catch {
    return undefined;
  }
}

function read(file: string, commit: Commit): string | undefined {
  const folder = dirname(file);
  let objects = commit.folders.get(folder);
  if (objects === undefined) commit.folders.set(folder, (objects = objectsIn(folder, commit)));
  const object = objects.get(basename(file));
  if (object === undefined) return undefined;
  const octets = unchangedContent(file, object) ?? contentOf(folder, object, commit);
  return octets === undefined ? undefined : decodeText(octets);
}

/** The object ids of the files of a folder in HEAD. */
function objectsIn(folder: string, commit: Commit): ReadonlyMap<string, string> {
  const objects = new Map<string, string>();
  const list = ask(folder, commit, 'ls-tree', ['-z', 'HEAD'])?.toString('utf8') ?? '';
  for (const line of list.split('\0')) {
    const [, object, name] = /^100\d{3} blob ([0-9a-f]{40}(?:[0-9a-f]{24})?)\t([^/]+)$/s.exec(line) ?? [];
    if (object !== undefined && name !== undefined) objects.set(name, object);
  }
  return objects;
}

/** The content of the file on disk, if it matches the object: most files are unchanged. */
function unchangedContent(file: string, object: string): Buffer | undefined {
  try {
    const stats = statSync(file);
    if (!stats.isFile() || stats.size > MAX_GIT_OUTPUT) return undefined;
    const octets = readFileSync(file);
    const hash = createHash(object.length === 40 ? 'sha1' : 'sha256');
    hash.update(`blob ${octets.length}\0`).update(octets);
    return hash.digest('hex') === object ? octets : undefined;
  } catch {
    return undefined;
  }
}

function contentOf(folder: string, object: string, commit: Commit): Buffer | undefined {
  if (commit.read >= MAX_COMMITTED_FILES) return undefined;
  commit.read++;
  return ask(folder, commit, 'cat-file', ['blob', object]);
}

/** If the history is too long for git to search in time, only the last change is unknown: texts can still be read. */
function readTime(file: string, commit: Commit): number | undefined {
  if (commit.times.size >= MAX_COMMIT_TIMES || [...commit.times.values()].includes(undefined))
    return undefined;
  const args = ['-1', '--first-parent', '--timestamp', 'HEAD', '--', basename(file)];
  const found = readWithGit(dirname(file), 'rev-list', args)?.toString('latin1');
  const [, seconds] = /^(\d{1,12}) /.exec(found ?? '') ?? [];
  return seconds === undefined ? undefined : Number(seconds);
}

function ask(
  folder: string,
  commit: Commit,
  command: 'ls-tree' | 'cat-file',
  args: readonly string[],
): Buffer | undefined {
  if (commit.hasFailed) return undefined;
  const output = readWithGit(folder, command, args);
  commit.hasFailed = output === undefined;
  return output;
}
