import type { MessagePort } from 'node:worker_threads';

import type { DocumentPath } from '../../../analysis/finding.ts';
import type { Workspace, ZoneQuestions } from '../../../analysis/workspace.ts';
import type { DomainName } from '../../../dns/names.ts';
import type { Severity } from '../../../records/report.ts';
import { textHash } from '../../../text/text-hash.ts';
import type { FileProblem } from '../../node/file-problem.ts';
import type { CheckCommand } from '../arguments.ts';
import type { AskedEntries } from '../cache/asked-questions.ts';
import type { ListedFinding } from '../check-result.ts';
import { listedFinding } from '../checked-file.ts';
import type { Inputs } from '../inputs.ts';
import type { Loaded } from '../load.ts';
import { guarded, unchecked } from '../load.ts';

/** Documents that are checked together, because they share zones or are small. */
export interface CheckTask {
  readonly all: readonly DocumentPath[];
  /** The documents that the run reports on. The others matter for whether a fix causes errors in another file. */
  readonly reported: readonly DocumentPath[];
}

/** UTF-16 units of a task, unless one zone has more: some hundredths of a second, so that threads do not wait long for each other at the end. */
const TASK_LENGTH = 64 * 1024;

/**
 * Divides the documents of a workspace into tasks, in the same way in all threads. Tasks are in the order of their first documents, which is the
 * order in which reports need them. `paths`: the documents that the run reports on.
 */
export function tasksOf(workspace: Workspace, paths: readonly DocumentPath[]): readonly CheckTask[] {
  const wanted = new Set(paths);
  const groups = workspace
    .zoneGroups()
    .map((group) => [...group].sort())
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  const tasks: DocumentPath[][] = [];
  let room = 0;
  for (const group of groups) {
    const length = group.reduce((sum, path) => sum + (workspace.textOf(path)?.length ?? 0), 0);
    const last = tasks.at(-1);
    const fits = last !== undefined && length <= room;
    if (fits) last.push(...group);
    else tasks.push(group);
    room = (fits ? room : TASK_LENGTH) - length;
  }
  return tasks.map((all) => ({ all, reported: all.filter((path) => wanted.has(path)) }));
}

/** The findings in a document, in a form that another thread can send. */
export interface FileFindings {
  readonly path: DocumentPath;
  /** The findings that are shown. */
  readonly findings: readonly ListedFinding[];
  /** Counts of all findings. */
  readonly counts: Readonly<Record<Severity, number>>;
  /** Set if an internal error prevented the check. */
  readonly problem: FileProblem | undefined;
}

/** A message from a worker. */
export type FromWorker =
  /** The worker checked these tasks, and there are no more. */
  | {
      readonly kind: 'analyzed';
      readonly tasks: readonly number[];
      readonly questions: readonly ZoneQuestions[];
    }
  | { readonly kind: 'listed'; readonly task: number; readonly files: readonly FileFindings[] }
  /** The worker listed all its tasks. */
  | {
      readonly kind: 'ended';
      /** See `Loaded`. */
      readonly brokenRules: ReadonlyMap<string, string>;
      /** Names that only DNS could resolve. */
      readonly names: readonly DomainName[];
      /** If there is a cache, the questions of the worker. `undefined`: they are unknown. */
      readonly asked: AskedEntries | undefined;
    };

/** The message to a worker once all tasks are checked. */
export interface ToWorker {
  readonly questions: readonly ZoneQuestions[];
}

export interface TaskOptions {
  /** Whether only errors are shown. */
  readonly isQuiet: boolean;
  /** Whether reports show fingerprints. Each requires a digest. */
  readonly needsFingerprints: boolean;
}

/** Runs the rules on the documents of a task. An internal error occurs again when the documents are listed. */
export function analyzeTask(task: CheckTask, { workspace }: Pick<Loaded, 'workspace'>): void {
  for (const path of task.all) guarded(path, [], undefined, () => workspace.analyzeWhile(path, () => true));
}

/** The findings in the reported documents of a task, with the fixes that were tried successfully. */
export function listTask(
  task: CheckTask,
  { workspace }: Pick<Loaded, 'workspace'>,
  options: TaskOptions,
): readonly FileFindings[] {
  return task.reported.map((path) => {
    const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0, hint: 0 };
    const findings: ListedFinding[] = [];
    let problem: FileProblem | undefined;
    try {
      for (const finding of workspace.findingsInTurn(path)) {
        counts[finding.severity]++;
        if (options.isQuiet && finding.severity !== 'error') continue;
        findings.push(asData(listedFinding(finding, path, workspace), options));
      }
    } catch (fault) {
      problem = unchecked(path, fault);
    }
    return { path, findings, counts, problem };
  });
}

/** The finding with all its lazy details computed. */
function asData(finding: ListedFinding, { needsFingerprints }: TaskOptions): ListedFinding {
  const { fixes, ...details } = finding.details;
  return {
    ...finding,
    details: { ...details, fixes },
    fingerprint: needsFingerprints ? finding.fingerprint : '',
  };
}

/** The data that a worker is started with. */
export interface WorkerStart {
  readonly command: CheckCommand;
  /** The memory of the `SharedState`. */
  readonly memory: SharedArrayBuffer;
  /** The port for messages from and to the worker. */
  readonly port: MessagePort;
  readonly options: TaskOptions;
}

/** A digest of the tasks and the texts. */
export function digestOf(tasks: readonly CheckTask[], { documents, context }: Inputs): number {
  let hash = textHash('');
  for (const { path, text } of [...documents, ...(context ?? [])])
    hash = textHash(text, textHash(path, hash));
  for (const [index, { all }] of tasks.entries())
    for (const path of all) hash = textHash(`${index} ${path}`, hash);
  return hash;
}
