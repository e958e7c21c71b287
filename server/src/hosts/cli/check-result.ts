import type { DocumentPath, Finding } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import type { Severity } from '../../rules/rule.ts';
import type { FileProblem } from '../node/config-files.ts';

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
  /** `undefined` where no fix was asked for. */
  readonly fixed: readonly FixedFinding[] | undefined;
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
