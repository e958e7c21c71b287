import type { DocumentPath } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import type { Severity } from '../../records/report.ts';
import type { Unread } from '../../records/unread.ts';
import type { CheckResult, CheckedBounces, ListedFinding } from '../cli/check-result.ts';
import { checkedFile, listedFinding, NO_BOUNCES, textsOf } from '../cli/checked-file.ts';
import type { FileProblem } from '../node/file-problem.ts';

/** Documents to check. */
interface CheckedDocuments {
  readonly workspace: Workspace;
  /** Sorted by path. */
  readonly paths: readonly DocumentPath[];
  /** Called once the findings are computed, like `unread`. */
  readonly problems: () => readonly FileProblem[];
  readonly unread: () => readonly Unread[];
  readonly bounces?: CheckedBounces;
}

/** The result in the form that the reporters of the command need. */
export function checkResult({
  workspace,
  paths,
  problems,
  unread,
  bounces = NO_BOUNCES,
}: CheckedDocuments): CheckResult {
  const counts: Record<Severity, number> = { error: 0, warning: 0, info: 0, hint: 0 };
  function* findingsOf(path: DocumentPath): Generator<ListedFinding> {
    for (const finding of workspace.findingsInTurn(path)) {
      counts[finding.severity]++;
      yield listedFinding(finding, path, workspace, bounces);
    }
  }

  const files = paths.map((path) => checkedFile(path, workspace, findingsOf(path)));
  return {
    textOf: textsOf(workspace, bounces),
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
