import { SEVERITIES } from '../../analysis/engine/finding-store.ts';
import type { DocumentPath, Finding, FindingDetails, Fix } from '../../analysis/finding.ts';
import type { DocumentFormat } from '../../analysis/workspace.ts';
import type { DomainName } from '../../dns/names.ts';
import type { BounceFinding, FiledBounces } from '../../features/filed-bounces.ts';
import type { Severity } from '../../records/report.ts';
import type { Unread } from '../../records/unread.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { FileProblem } from '../node/file-problem.ts';
import type { FailOn } from './arguments.ts';
import type { BaselineOutcome } from './baseline-entry.ts';
import type { Statistics } from './statistics.ts';

/** What a check found, for the reporters: data that no longer needs the documents, but for their texts. */
export interface CheckResult {
  /** The text of a document, or of a bounce. */
  readonly textOf: (path: DocumentPath) => SourceText | undefined;
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
  /** Counts in place of findings, where those were asked for. */
  readonly statistics?: Statistics | undefined;
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

/** A finding with what reports say beside it. */
export interface ListedFinding extends Finding {
  readonly details: ListedDetails;
  /** See `fingerprintOf`. */
  readonly fingerprint: string;
}

/** Why, what to do, and what else to look at: also where mail came back for it. */
export interface ListedDetails extends FindingDetails {
  readonly fixes: readonly ListedFix[];
}

export interface ListedFix extends Fix {
  /** The record after it, where the document is nothing but a record. */
  readonly record?: string;
}

export interface CheckedFile {
  readonly path: DocumentPath;
  readonly format: DocumentFormat;
  readonly records: number;
  /** How many of them decide about mail. */
  readonly emailRecords: () => number;
  /** The names of the zones that it is, or is a part of. */
  readonly zones: readonly DomainName[];
  /** Those to show, by place. To be gone through once, to the end: they are worked out meanwhile. */
  readonly findings: Iterable<ListedFinding>;
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
