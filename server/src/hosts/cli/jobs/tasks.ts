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

/** Documents that are checked at one go, since they share zones or are small. */
export interface CheckTask {
  readonly all: readonly DocumentPath[];
  /** Those that the run reports on. Whether a fix does harm elsewhere depends on the others, too. */
  readonly reported: readonly DocumentPath[];
}

/** UTF-16 units of a task, unless one zone has more: some hundredths of a second, so that no thread waits long for another at the end. */
const TASK_LENGTH = 64 * 1024;

/**
 * Divides the documents of a workspace, in the same way in all threads. In the order of their first documents, which is that in which reports
 * need them. `paths`: those that the run reports on.
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

/** What was found in a document, as another thread can send it. */
export interface FileFindings {
  readonly path: DocumentPath;
  /** Those that are shown. */
  readonly findings: readonly ListedFinding[];
  /** Of all findings. */
  readonly counts: Readonly<Record<Severity, number>>;
  /** Set where a fault of our own kept it from being checked. */
  readonly problem: FileProblem | undefined;
}

/** What a worker sends. */
export type FromWorker =
  /** It judged these tasks, and there are no more. */
  | {
      readonly kind: 'judged';
      readonly tasks: readonly number[];
      readonly questions: readonly ZoneQuestions[];
    }
  | { readonly kind: 'listed'; readonly task: number; readonly files: readonly FileFindings[] }
  /** It listed all of them. */
  | {
      readonly kind: 'ended';
      /** See `Loaded`. */
      readonly brokenRules: ReadonlyMap<string, string>;
      /** Names that only DNS could resolve. */
      readonly names: readonly DomainName[];
      /** Where there is a cache: what it asked; `undefined`: that is not known. */
      readonly asked: AskedEntries | undefined;
    };

/** What a worker is sent once all tasks are judged. */
export interface ToWorker {
  readonly questions: readonly ZoneQuestions[];
}

export interface TaskOptions {
  /** Only errors are shown. */
  readonly isQuiet: boolean;
  /** Reports show fingerprints, which take a digest each. */
  readonly needsFingerprints: boolean;
}

/** Runs the rules on the documents of a task. A fault of our own is found again when they are listed. */
export function judgeTask(task: CheckTask, { workspace }: Pick<Loaded, 'workspace'>): void {
  for (const path of task.all) guarded(path, [], undefined, () => workspace.judgeWhile(path, () => true));
}

/** The findings of the documents of a task that are reported, with the fixes that were seen to work. */
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

/** The finding with all that is worked out when it is read. */
function asData(finding: ListedFinding, { needsFingerprints }: TaskOptions): ListedFinding {
  const { fixes, ...details } = finding.details;
  return {
    ...finding,
    details: { ...details, fixes },
    fingerprint: needsFingerprints ? finding.fingerprint : '',
  };
}

/** What a worker is started with. */
export interface WorkerStart {
  readonly command: CheckCommand;
  /** Of the `SharedState`. */
  readonly memory: SharedArrayBuffer;
  /** For its messages, and one to it. */
  readonly port: MessagePort;
  readonly options: TaskOptions;
}

/** Of the tasks and the texts. */
export function digestOf(tasks: readonly CheckTask[], { documents, context }: Inputs): number {
  let hash = textHash('');
  for (const { path, text } of [...documents, ...(context ?? [])])
    hash = textHash(text, textHash(path, hash));
  for (const [index, { all }] of tasks.entries())
    for (const path of all) hash = textHash(`${index} ${path}`, hash);
  return hash;
}
