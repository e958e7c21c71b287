import type { DocumentPath, Finding } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import type { Severity } from '../../records/report.ts';
import type { Unread } from '../../records/unread.ts';
import type { CheckResult, CheckedBounces } from '../cli/check-result.ts';
import type { FileProblem } from '../node/file-problem.ts';

/** Documents whose findings are wanted. */
interface CheckedDocuments {
  readonly workspace: Workspace;
  /** By name. */
  readonly paths: readonly DocumentPath[];
  /** Both are asked for once the findings are worked out. */
  readonly problems: () => readonly FileProblem[];
  readonly unread: () => readonly Unread[];
  readonly bounces?: CheckedBounces;
}

const NO_BOUNCES: CheckedBounces = { shown: [], seenIn: () => [], textOf: () => undefined };

/** What the reporters of the command write. */
export function checkResult({
  workspace,
  paths,
  problems,
  unread,
  bounces = NO_BOUNCES,
}: CheckedDocuments): CheckResult {
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0, hint: 0 };
  const files = paths.map((path) => ({
    path,
    records: workspace.documentOf(path)?.recordCount ?? 0,
    findings: countedFindings(workspace, path, counts),
  }));
  return {
    workspace,
    files,
    get problems() {
      return problems();
    },
    get unread() {
      return unread();
    },
    counts,
    bounces,
    records: files.reduce((sum, { records }) => sum + records, 0),
    fixed: undefined,
  };
}

function* countedFindings(
  workspace: Workspace,
  path: DocumentPath,
  counts: Record<Severity, number>,
): Generator<Finding> {
  for (const finding of workspace.findingsInTurn(path)) {
    counts[finding.severity]++;
    yield finding;
  }
}
