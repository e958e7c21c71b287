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

/** The result of a check, for the reporters: data that needs nothing of the documents but their texts. */
export interface CheckResult {
  /** The text of a document, or of a bounce. */
  readonly textOf: (path: DocumentPath) => SourceText | undefined;
  /** Sorted by path. */
  readonly files: readonly CheckedFile[];
  /** What could not be read or used, by file and position. More may follow while findings are computed. */
  readonly problems: readonly FileProblem[];
  /** Counts of all findings computed so far, shown or not. */
  readonly counts: Readonly<Record<Severity, number>>;
  readonly records: number;
  readonly bounces: CheckedBounces;
  /** What was not checked. Complete once all findings are computed. */
  readonly unread: readonly Unread[];
  /** `undefined` if no fixes were requested. */
  readonly fixed: readonly FixedFinding[] | undefined;
  /** The effect of the baseline. `undefined` if there is no baseline. */
  readonly baseline?: BaselineOutcome | undefined;
  /** Counts instead of findings, if they were requested. */
  readonly statistics?: Statistics | undefined;
  /** The change that the report is limited to. `undefined` if everything is reported. */
  readonly changed?: ChangedOutcome | undefined;
}

export interface ChangedOutcome {
  /** As typed. */
  readonly ref: string;
  /** The commit that the change is based on. */
  readonly commit: string;
  /** The number of findings that are not related to the change. */
  readonly unrelated: number;
}

/** What the bounces in the searched folders mean, and which findings were seen in a bounce. */
export interface CheckedBounces {
  readonly shown: readonly BounceFinding[];
  readonly seenIn: FiledBounces['seenIn'];
  readonly textOf: (path: DocumentPath) => SourceText | undefined;
}

/** Whether findings of a severity make a run fail. */
export function isAtLeast(severity: Severity, failOn: FailOn): boolean {
  return failOn !== 'never' && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(failOn);
}

/** A finding with the details that reports show. */
export interface ListedFinding extends Finding {
  readonly details: ListedDetails;
  /** See `fingerprintOf`. */
  readonly fingerprint: string;
}

/** Why it matters, what to do, and what else to look at, including bounces in which the fault was seen. */
export interface ListedDetails extends FindingDetails {
  readonly fixes: readonly ListedFix[];
}

export interface ListedFix extends Fix {
  /** The record after the fix, if the document is a single record. */
  readonly record?: string;
}

export interface CheckedFile {
  readonly path: DocumentPath;
  readonly format: DocumentFormat;
  readonly records: number;
  /** The number of records that affect mail. */
  readonly emailRecords: () => number;
  /** The names of the zones that the file is, or is a part of. */
  readonly zones: readonly DomainName[];
  /** The findings to show, by position. They are computed while they are iterated, so iterate once and to the end. */
  readonly findings: Iterable<ListedFinding>;
}

/**
 * The same result with all findings computed now, for reporters that begin with a summary, and for several reporters.
 */
export function collected(result: CheckResult): CheckResult {
  const files = result.files.map((file) => ({ ...file, findings: [...file.findings] }));
  return { ...result, files };
}

/** Whether no record was checked although there may be some: that nothing was found then says nothing about mail. */
export function checksNoRecord({ records, unread }: Pick<CheckResult, 'records' | 'unread'>): boolean {
  return records === 0 && unread.length > 0;
}

/** A finding that was fixed. */
export interface FixedFinding {
  readonly path: DocumentPath;
  readonly rule: string;
  /** The title of the applied fix. */
  readonly title: string;
}
