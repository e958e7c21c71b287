import { existsSync, mkdirSync } from 'node:fs';
import { resolve } from 'node:path';

import { baseOf, CommitFault } from '../node/commit-files.ts';
import type { OutsideDns } from '../node/dns/outside.ts';
import { pastFolder } from '../node/past-folder.ts';
import type { PastFolder } from '../node/past-folder.ts';
import { realPathOf, repositoryOf, toDocumentPath } from '../node/paths.ts';
import type { CheckCommand } from './arguments.ts';
import { entriesAccepting } from './baseline.ts';
import type { KnownFindings } from './baseline.ts';
import { checkedFile, listedFinding } from './checked-file.ts';
import { analyzeWithAnswers } from './dns.ts';
import type { Inputs } from './inputs.ts';
import { gatherInputs } from './inputs.ts';
import { guarded, loadWorkspace } from './load.ts';
import { silentProgress } from './progress.ts';
import { UsageError } from './usage-error.ts';

/** The files as they were when a change began, and the findings in them. */
export interface ChangeBase {
  /** As typed. */
  readonly ref: string;
  /** The commit to compare with. */
  readonly commit: string;
  readonly past: PastFolder;
  readonly findings: KnownFindings;
}

/**
 * Checks the files as they were when the work since `--changed REF` began, with the same options.
 *
 * @param outside gives the same answers for both states
 * @throws UsageError
 */
export async function checkBase(
  command: CheckCommand & { readonly changed: string },
  inputs: Inputs,
  outside: OutsideDns,
): Promise<ChangeBase> {
  const { changed: ref } = command;
  // Paths are compared, so links to the current folder are resolved.
  const current = realPathOf(process.cwd()) ?? process.cwd();
  const repository = repositoryOf(current);
  if (repository === undefined)
    throw new UsageError('--changed: the current folder is not in a git repository');
  try {
    const commit = baseOf(repository, ref);
    const past = await pastFolder(repository, commit);
    removeAtExit(past);
    return { ref, commit, past, findings: await findingsIn(past, current, command, inputs, outside) };
  } catch (error) {
    if (error instanceof CommitFault) throw new UsageError(`--changed: ${error.message}`);
    throw error;
  }
}

/** Removes the temporary folder however the run ends. */
function removeAtExit(past: PastFolder): void {
  process.once('exit', () => past.remove());
  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
  ] as const)
    process.once(signal, () => process.exit(128 + number));
}

async function findingsIn(
  past: PastFolder,
  current: string,
  command: CheckCommand,
  present: Inputs,
  outside: OutsideDns,
): Promise<KnownFindings> {
  const folder = past.toPast(current);
  mkdirSync(folder, { recursive: true });
  const at = (typed: string): string => past.toPast(resolve(current, typed));
  const gathered = await gatherInputs(
    {
      ...command,
      paths: command.paths.map(at),
      // A file that did not exist had no values.
      varFiles: command.varFiles.map(at).filter((path) => existsSync(path)),
      configPath: command.configPath === undefined ? undefined : at(command.configPath),
    },
    silentProgress,
    // Reports and bounces do not belong to a change, so the present ones are used for both states.
    { hasContext: true, folder, evidenceFolderOf: (path) => past.toPresent(path) },
  );
  const inputs: Inputs = {
    ...gathered,
    environment: {
      ...gathered.environment,
      // The time of the last change is known only for the present files.
      lastChangeOf: (path, text) => present.environment.lastChangeOf?.(past.toPresent(path), text),
    },
  };
  const loaded = loadWorkspace(inputs, silentProgress, outside, { isStatic: !outside.grows });
  const { workspace, paths } = loaded;
  await analyzeWithAnswers(outside, workspace, silentProgress, () => {
    for (const path of paths) guarded(path, [], undefined, () => void workspace.findings(path, 0));
  });
  const files = paths.map((path) => {
    const found = guarded(path, [], [], () => [...workspace.findingsInTurn(path)]);
    return checkedFile(
      path,
      workspace,
      found.map((finding) => listedFinding(finding, path, workspace)),
    );
  });
  const top = toDocumentPath(resolve(past.folder, 'baseline'));
  const entries = entriesAccepting(files, [], top, { wasChecked: () => true, today: '' });
  return { path: toDocumentPath(resolve(past.repository, 'baseline')), entries };
}
