import type { DocumentPath, Finding } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import type { CheckedBounces, CheckedFile, CheckResult, ListedFinding } from './check-result.ts';
import { countEmailRecords } from './email-records.ts';
import { fingerprintOf } from './fingerprint.ts';
import { wholeRecordAfter } from './whole-record.ts';

export const NO_BOUNCES: CheckedBounces = { shown: [], seenIn: () => [], textOf: () => undefined };

/** What reports need from a document. */
export function checkedFile(
  path: DocumentPath,
  workspace: Workspace,
  findings: Iterable<ListedFinding>,
): CheckedFile {
  return {
    path,
    records: workspace.documentOf(path)?.recordCount ?? 0,
    format: workspace.formatOf(path),
    emailRecords: () => countEmailRecords(workspace, path),
    zones: workspace.zonesOf(path).flatMap(({ name }) => name ?? []),
    findings,
  };
}

/** A finding with the details that reports show. They are computed on demand, so a finding that is only counted is cheap. */
export function listedFinding(
  finding: Finding,
  path: DocumentPath,
  workspace: Workspace,
  { seenIn }: Pick<CheckedBounces, 'seenIn'> = NO_BOUNCES,
): ListedFinding {
  return {
    ...finding,
    get details() {
      const details = workspace.detailsOf(path, finding);
      return {
        ...details,
        fixes: details.fixes.map((fix) => {
          const record = wholeRecordAfter(fix, path, workspace);
          return record === undefined ? fix : { ...fix, record };
        }),
        related: [...details.related, ...seenIn(finding)],
      };
    },
    get fingerprint() {
      return fingerprintOf(finding, path, workspace);
    },
  };
}

/** Texts of documents and of bounces. */
export function textsOf(
  workspace: Pick<Workspace, 'textOf'>,
  bounces: Pick<CheckedBounces, 'textOf'>,
): CheckResult['textOf'] {
  return (path) => workspace.textOf(path) ?? bounces.textOf(path);
}
