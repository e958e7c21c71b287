import { once } from 'node:events';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { explainFileError, fileErrorCode } from './file-errors.ts';
import { askGit, openObjects } from './git.ts';
import type { GitRun } from './git.ts';
import { isInside } from './paths.ts';
import { MAX_OCTETS } from './text-file.ts';

/** Files of a commit that are written to disk: as many as a search visits. */
export const MAX_COMMIT_FILES = 200_000;

/** Octets of all files of a commit that are written to disk. */
export const MAX_COMMIT_OCTETS = 1024 * 1024 * 1024;

/** Why a commit cannot be read. The message follows the name of the option and a colon. */
export class CommitFault extends Error {}

const SHALLOW =
  'the clone is shallow: fetch the whole history ("fetch-depth: 0" for actions/checkout, GIT_DEPTH: "0" in GitLab CI, "git fetch --unshallow")';

/**
 * The commit that the work since `ref` is based on: the newest common ancestor of `ref` and HEAD. `ref` is a branch, a tag or a
 * commit, in the syntax of git.
 *
 * @throws CommitFault
 */
export function baseOf(repository: string, ref: string): string {
  if (!/^[^-\s\p{Cc}][^\s\p{Cc}]{0,255}$/u.test(ref))
    throw new CommitFault(`"${ref}" is not a branch, tag or commit`);
  const commit = commitOf(repository, ref);
  if (commit === undefined) {
    if (isShallow(repository)) throw new CommitFault(`"${ref}" is not in this repository, and ${SHALLOW}`);
    const remote =
      commitOf(repository, `origin/${ref}`) === undefined ? '' : `; did you mean "origin/${ref}"?`;
    throw new CommitFault(`"${ref}" is not a branch, tag or commit of this repository${remote}`);
  }
  if (commitOf(repository, 'HEAD') === undefined) throw new CommitFault('the repository has no commits yet');
  const run = checked(askGit(repository, 'merge-base', [commit, 'HEAD']));
  const [base] = /^[0-9a-f]{40,64}/.exec(run.stdout.toString('latin1')) ?? [];
  if (run.status === 0 && base !== undefined) return base;
  if (isShallow(repository))
    throw new CommitFault(`"${ref}" and HEAD have no commit in common here, and ${SHALLOW}`);
  throw new CommitFault(`"${ref}" and HEAD have no commit in common`);
}

function commitOf(repository: string, ref: string): string | undefined {
  const run = checked(askGit(repository, 'rev-parse', ['--verify', '--quiet', `${ref}^{commit}`]));
  const [commit] = /^[0-9a-f]{40,64}/.exec(run.stdout.toString('latin1')) ?? [];
  return run.status === 0 ? commit : undefined;
}

function isShallow(repository: string): boolean {
  return (
    askGit(repository, 'rev-parse', ['--is-shallow-repository']).stdout.toString('latin1').trim() === 'true'
  );
}

/** @throws CommitFault if git cannot be used at all */
function checked(run: GitRun): GitRun {
  if (run.isMissing) throw new CommitFault('git was not found');
  if (run.status === undefined || run.status === null) throw new CommitFault('git took too long');
  if (run.stderr.includes('dubious ownership')) {
    const hint = /git config --global --add safe\.directory \S+/.exec(run.stderr)?.[0];
    const how = hint === undefined ? '' : `; to trust it, run "${hint}"`;
    throw new CommitFault(`git refuses to read this repository because it belongs to another user${how}`);
  }
  if (run.stderr.includes('not a git repository')) throw new CommitFault('this is not a git repository');
  return run;
}

interface CommitFile {
  /** The path relative to the top of the repository. */
  readonly path: string;
  readonly object: string;
  readonly isLink: boolean;
}

/** Paths relative to the top of the repository. */
export interface WrittenCommit {
  readonly files: ReadonlySet<string>;
  /** The folders of submodules, whose files were not written. */
  readonly submodules: readonly string[];
}

/**
 * Writes the files of a commit into an empty folder. Unlike a checkout, this runs nothing that the repository configures.
 *
 * @throws CommitFault
 */
export async function writeCommit(
  repository: string,
  commit: string,
  folder: string,
): Promise<WrittenCommit> {
  const { files, submodules } = filesOf(repository, commit);
  // Links come last: a file that is written after a link could be written through it.
  const [plain, links] = [files.filter(({ isLink }) => !isLink), files.filter(({ isLink }) => isLink)];
  const sorted = [...plain, ...links];
  let next = 0;
  for await (const content of objectsOf(
    repository,
    sorted.map(({ object }) => object),
  )) {
    const file = sorted[next++];
    if (file === undefined) break;
    const target = join(folder, file.path);
    if (file.isLink) writeLink(target, content.toString('utf8'), folder);
    else writeNew(target, content);
  }
  return { files: new Set(plain.map(({ path }) => path)), submodules };
}

/** Errors for files that this system does not support, such as two names that differ only in case. They never existed here either. */
const IMPOSSIBLE: ReadonlySet<string | undefined> = new Set([
  'EEXIST',
  'ENOTDIR',
  'EINVAL',
  'ENOENT',
  'ENAMETOOLONG',
]);

function writeNew(path: string, content: Buffer): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content, { flag: 'wx' });
  } catch (error) {
    if (IMPOSSIBLE.has(fileErrorCode(error))) return;
    throw new CommitFault(`the files of the commit cannot be written to ${path}: ${explainFileError(error)}`);
  }
}

/** Skips a link that points outside the folder: it would show files that are not part of the commit. */
function writeLink(path: string, target: string, folder: string): void {
  if (!isInside(resolve(dirname(path), target), folder)) return;
  try {
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(target, path);
  } catch {
    // On Windows, few users may create links. No checked file is found only through a link.
  }
}

function filesOf(
  repository: string,
  commit: string,
): { readonly files: readonly CommitFile[]; readonly submodules: readonly string[] } {
  const run = checked(askGit(repository, 'ls-tree', ['-r', '-z', '-l', '--full-tree', commit]));
  if (run.status !== 0)
    throw new CommitFault(`git cannot list the files of ${commit}${reasonOf(run.stderr)}`);
  const files: CommitFile[] = [];
  const submodules: string[] = [];
  let octets = 0;
  for (const line of run.stdout.toString('utf8').split('\0')) {
    const [, submodule] = /^160000 commit [0-9a-f]{40,64} +-\t(.+)$/s.exec(line) ?? [];
    if (submodule !== undefined && isSafe(submodule)) submodules.push(submodule);
    const [, mode, object, size, path] =
      /^(100\d{3}|120000) blob ([0-9a-f]{40,64}) +(\d+)\t(.+)$/s.exec(line) ?? [];
    if (object === undefined || path === undefined || !isSafe(path) || Number(size) > MAX_OCTETS) continue;
    files.push({ path, object, isLink: mode === '120000' });
    octets += Number(size);
    if (files.length > MAX_COMMIT_FILES || octets > MAX_COMMIT_OCTETS) {
      const most = `${MAX_COMMIT_FILES} files and ${MAX_COMMIT_OCTETS / (1024 * 1024)} MB`;
      throw new CommitFault(`the repository is too large: the limit is ${most}`);
    }
  }
  return { files, submodules };
}

/** Whether a path is safe: a hostile tree could try to write outside its folder. */
function isSafe(path: string): boolean {
  if (process.platform === 'win32' && /[\\:]/.test(path)) return false;
  return path
    .split('/')
    .every((part) => part !== '' && part !== '.' && part !== '..' && !/^\.git$/i.test(part));
}

function reasonOf(stderr: string): string {
  const [first = ''] = stderr.split('\n');
  return first === '' ? '' : `: ${first}`;
}

/** The contents of blobs, in the order of the request. */
async function* objectsOf(repository: string, objects: readonly string[]): AsyncGenerator<Buffer> {
  if (objects.length === 0) return;
  const git = openObjects(repository);
  const ended = once(git, 'close');
  git.on('error', () => undefined);
  // If git ended early, the missing output is reported.
  git.stdin.on('error', () => undefined);
  git.stdin.end(`${objects.join('\n')}\n`);
  let errors = '';
  git.stderr.setEncoding('utf8').on('data', (piece: string) => (errors += piece.slice(0, 1000)));
  const waiting = new Pieces();
  let size: number | undefined;
  let done = 0;
  try {
    for await (const piece of git.stdout as AsyncIterable<Buffer>) {
      waiting.add(piece);
      for (;;) {
        if (size === undefined) {
          const head = waiting.takeLine();
          if (head === undefined) break;
          const [, length] = /^[0-9a-f]+ blob (\d+)$/.exec(head) ?? [];
          if (length === undefined)
            throw new CommitFault(
              'some files of the commit are not in this clone (a partial clone?): fetch them first',
            );
          size = Number(length);
        }
        // Each object is followed by a line end.
        if (waiting.length <= size) break;
        yield waiting.take(size);
        waiting.take(1);
        done++;
        size = undefined;
      }
    }
    await ended;
  } finally {
    git.kill('SIGKILL');
  }
  if (done < objects.length)
    throw new CommitFault(`git cannot read the files of the commit${reasonOf(errors)}`);
}

/** Octets that arrive in pieces. They are joined when they are taken, because an object may consist of 1000 pieces. */
class Pieces {
  private pieces: Buffer[] = [];
  length = 0;

  add(piece: Buffer): void {
    this.pieces.push(piece);
    this.length += piece.length;
  }

  /** `length`: at most the number of available octets. */
  take(length: number): Buffer {
    const all = this.pieces.length === 1 ? (this.pieces[0] ?? Buffer.alloc(0)) : Buffer.concat(this.pieces);
    this.pieces = [all.subarray(length)];
    this.length -= length;
    return all.subarray(0, length);
  }

  /** The line without its line end. `undefined` until the whole line has arrived. */
  takeLine(): string | undefined {
    let before = 0;
    for (const piece of this.pieces) {
      const end = piece.indexOf(0x0a);
      if (end >= 0) return this.take(before + end + 1).toString('latin1', 0, before + end);
      before += piece.length;
    }
    return undefined;
  }
}
