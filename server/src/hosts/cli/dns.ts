import { homedir } from 'node:os';
import { join, relative, resolve } from 'node:path';

import type { Workspace } from '../../analysis/workspace.ts';
import type { FileProblem } from '../node/file-problem.ts';
import type { OpenedDns } from '../node/dns/open.ts';
import { fixedDns } from '../node/dns/outside.ts';
import type { OutsideDns } from '../node/dns/outside.ts';
import { MAX_ROUNDS } from '../node/dns/query-limits.ts';
import { isInside } from '../node/paths.ts';
import { userConfigPath } from '../node/user-config.ts';
import { unansweredLines } from '../node/dns/unanswered-lines.ts';
import type { UnansweredLine } from '../node/dns/unanswered-lines.ts';
import type { DnsOptions } from './arguments.ts';
import { chooseDns } from './dns-choice.ts';
import { workspaceFolderOf } from './inputs.ts';
import type { Inputs } from './inputs.ts';
import type { Progress } from './progress.ts';

export interface OpenedForRun extends OpenedDns {
  /** Notes on what a project requested and mailtxt did not allow. */
  readonly notes: readonly string[];
  /** Whether names can have answers. Otherwise, nothing outside the files is known. */
  readonly hasAnswers: boolean;
}

/**
 * DNS outside the given files, as far as the user allows it.
 *
 * @throws UsageError
 */
export async function openDns(
  options: DnsOptions,
  { documents, configs, nameOf }: Inputs,
): Promise<OpenedForRun> {
  const folder = process.cwd();
  const projects = new Set(documents.map(({ path }) => configs.nearest(path)));
  const { choice, notes } = chooseDns(options, {
    projects: [...projects].filter((config) => config !== undefined),
    user: configs.user,
    userPath: underHome(userConfigPath() ?? '~/.config/mailtxt/config.json'),
    folder,
    environment: process.env,
    workspaceOf: (path) => workspaceFolderOf(path, folder),
    nameOf,
  });
  // The code that sends queries and reads answers is loaded on demand: most runs need neither.
  if (choice.kind === 'off') return { outside: fixedDns(), problems: [], notes, hasAnswers: false };
  const { openOutside } = await import('../node/dns/open.ts');
  // Within one run, an answer does not change.
  return { ...openOutside(choice, { lifetime: () => Infinity }), notes, hasAnswers: true };
}

/** The path, as `~/.config/…` if it is in the user's home folder. */
function underHome(path: string): string {
  const home = homedir();
  return isInside(path, home) ? join('~', relative(home, path)) : path;
}

/** Runs `analyze` until all its questions are answered. Returns what was not checked because an answer is missing. */
export async function analyzeWithAnswers(
  outside: OutsideDns,
  workspace: Workspace,
  progress: Progress,
  analyze: () => void,
): Promise<readonly UnansweredLine[]> {
  if (!outside.grows) return [];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    analyze();
    const total = outside.open;
    if (total === 0) return unansweredLines(outside.unanswered());
    let done = 0;
    const answered = (): void => progress.show(`waiting for DNS answers: ${++done} of ${total}`);
    workspace.answersChanged(await outside.resolvePending({ answered }));
  }
  const text = `everything that requires more than ${MAX_ROUNDS} rounds of DNS queries`;
  return [...unansweredLines(outside.unanswered()), { text, count: outside.open, isLimit: true }];
}

/** The same as notes, for commands that list nothing else that was not checked. */
export function unansweredNotes(lines: readonly UnansweredLine[]): readonly string[] {
  return lines.map(({ text }) => `Not checked: ${text}`);
}

/** Writes the used answers to a file. `path` as typed. */
export async function recordAnswers(path: string, outside: OutsideDns): Promise<readonly FileProblem[]> {
  const { writeFactsFile } = await import('../../analysis/input/facts-file.ts');
  const { putTextFile } = await import('../node/replace-file.ts');
  const { toDocumentPath } = await import('../node/paths.ts');
  const absolute = resolve(path);
  const failure = putTextFile(absolute, writeFactsFile(outside.answersUsed(), new Date().toISOString()));
  return failure === undefined ? [] : [{ path: toDocumentPath(absolute), message: failure, fatal: true }];
}
