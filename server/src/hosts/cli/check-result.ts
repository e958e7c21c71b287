import type { DocumentPath, Finding, FindingDetails } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import type { BounceFinding, FiledBounces } from '../../features/filed-bounces.ts';
import type { Severity } from '../../records/report.ts';
import type { Unread } from '../../records/unread.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { FileProblem } from '../node/file-problem.ts';

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
}

/** What bounces in the folders that were searched mean, and where findings were seen in one. */
export interface CheckedBounces {
  readonly shown: readonly BounceFinding[];
  readonly seenIn: FiledBounces['seenIn'];
  readonly textOf: (path: DocumentPath) => SourceText | undefined;
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

/** A finding that is no more. */
export interface FixedFinding {
  readonly path: DocumentPath;
  readonly rule: string;
  /** What was done. */
  readonly title: string;
}
