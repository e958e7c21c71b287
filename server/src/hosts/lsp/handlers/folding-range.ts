import { FoldingRangeKind, type FoldingRange, type FoldingRangeParams } from 'vscode-languageserver';
import { foldsOf, MAX_FOLDS } from '../../../features/folding.ts';
import { groupDigits } from '../../../text/group-digits.ts';
import type { Session } from '../session.ts';

const KINDS = { comment: FoldingRangeKind.Comment, section: FoldingRangeKind.Region };

/** With null, the editor folds by indentation. */
export function foldingRange(
  { client, documents, limits, workspace }: Session,
  { textDocument }: FoldingRangeParams,
): FoldingRange[] | null {
  const path = documents.get(textDocument.uri)?.path;
  if (path === undefined) return null;
  const most = Math.min(client.mostFolds ?? MAX_FOLDS, MAX_FOLDS);
  const cut = (): void => limits.reached(path, `at most ${groupDigits(most)} regions can be folded`);
  const folds = foldsOf(workspace, path, most, cut);
  if (folds === undefined) return null;
  return folds.map(({ kind, first, last }) => ({
    startLine: first,
    endLine: last,
    ...(kind in KINDS && { kind: KINDS[kind as keyof typeof KINDS] }),
  }));
}
