import { SEVERITIES } from '../../analysis/engine/finding-store.ts';
import type { DocumentPath, Finding, FindingDetails } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import type { BounceFinding, FiledBounces } from '../../features/filed-bounces.ts';
import type { Severity } from '../../records/report.ts';
import type { Unread } from '../../records/unread.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { FileProblem } from '../node/file-problem.ts';
import type { FailOn } from './arguments.ts';
import type { BaselineOutcome } from './baseline-entry.ts';

/** What a check found, for the reporters. */
export interface CheckResult {
  readonly workspace: Workspace;
  /** By name. */
  readonly files: readonly CheckedFile[];
  /** What could not be read or used, by file and place. More may come while findings are worked out. */
  readonly problems: readonly FileProblem[];
  /** All findings that were worked out so far, shown or not. */
  readonly counts: Readonly<Record<Severity, number>>;
  readonly records: number;
  readonly bounces: CheckedBounces;
  /** What was not examined; complete once the findings are worked out. */
  readonly unread: readonly Unread[];
  /** `undefined` where no fix was asked for. */
  readonly fixed: readonly FixedFinding[] | undefined;
  /** What a baseline left out; `undefined` where there is none. */
  readonly baseline?: BaselineOutcome | undefined;
  /** What does not belong to a change was left out; `undefined` where all is reported. */
  readonly changed?: ChangedOutcome | undefined;
}

export interface ChangedOutcome {
  /** As typed. */
  readonly ref: string;
  /** The commit that the change began with. */
  readonly commit: string;
  /** How many findings were left out. */
  readonly unrelated: number;
}

/** What bounces in the folders that were searched mean, and where findings were seen in one. */
export interface CheckedBounces {
  readonly shown: readonly BounceFinding[];
  readonly seenIn: FiledBounces['seenIn'];
  readonly textOf: (path: DocumentPath) => SourceText | undefined;
}

/** Whether findings of a severity fail a run. */
export function isAtLeast(severity: Severity, failOn: FailOn): boolean {
  return failOn !== 'never' && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn);
}

/** The text of a document, or of a bounce. */
export function textIn({ workspace, bounces }: CheckResult, path: DocumentPath): SourceText | undefined {
  return workspace.textOf(path) ?? bounces.textOf(path);
}

/** Why, what to do, and what else to look at: also where mail came back for it. */
export function detailsIn(
  { workspace, bounces }: CheckResult,
  path: DocumentPath,
  finding: Finding,
): FindingDetails {
  const details = workspace.detailsOf(path, finding);
  return { ...details, related: [...details.related, ...bounces.seenIn(finding)] };
}

export interface CheckedFile {
  readonly path: DocumentPath;
  readonly records: number;
  /** Those to show, by place. To be gone through once, to the end: they are worked out meanwhile. */
  readonly findings: Iterable<Finding>;
}

/**
 * The same with all findings at hand, for reporters that begin with a summary, and for several reporters. They are worked
 * out now.
 */
export function collected(result: CheckResult): CheckResult {
  const files = result.files.map((file) => ({ ...file, findings: [...file.findings] }));
  return { ...result, files };
}

/** A finding that is no more. */
export interface FixedFinding {
  readonly path: DocumentPath;
  readonly rule: string;
  /** What was done. */
  readonly title: string;
}
