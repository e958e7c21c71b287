import type { DocumentPath } from '../analysis/finding.ts';
import type { Workspace } from '../analysis/workspace.ts';
import type { Fold } from '../records/document.ts';

/** Lines of a document that an editor can fold into the first one. */
export interface FoldedLines {
  readonly kind: Fold['kind'];
  /** The line number, from 0. */
  readonly first: number;
  readonly last: number;
}

/** Folds of a document. VS Code uses up to 5,000 (`editor.foldingMaximumRegions`). */
export const MAX_FOLDS = 5000;

/** The priority of kinds if there are too many folds. */
const ORDER: readonly Fold['kind'][] = ['section', 'comment', 'record', 'name'];

/**
 * The folds of a document in order; `undefined` if its format has none, so that the editor folds by indentation or uses another
 * extension. Returns at most `most` folds, sections before records, and calls `cut` if there are more.
 */
export function foldsOf(
  workspace: Workspace,
  path: DocumentPath,
  most = MAX_FOLDS,
  cut: () => void = () => undefined,
): readonly FoldedLines[] | undefined {
  const document = workspace.documentOf(path);
  if (document?.folds === undefined) return undefined;
  const { text } = document;
  const lineAt = (offset: number): number => text.offsetToPosition(offset).line;
  const all = document.folds();
  if (all.length > most) cut();
  const folds = kept(all, most).map(({ kind, range: { start, end } }) => ({
    kind,
    first: lineAt(start),
    last: lineAt(end),
  }));
  return folds.filter(({ first, last }) => first < last);
}

function kept(folds: readonly Fold[], most: number): readonly Fold[] {
  if (folds.length <= most) return folds;
  const chosen = ORDER.flatMap((kind) => folds.filter((one) => one.kind === kind)).slice(0, most);
  return chosen.sort((a, b) => a.range.start - b.range.start);
}
