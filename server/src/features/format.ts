import type { DocumentPath } from '../analysis/finding.ts';
import type { Workspace } from '../analysis/workspace.ts';
import type { Formatted, FormatRequest } from '../records/formatting.ts';
import { rangeOf, type Range } from '../text/range.ts';

/** How an editor wants text to be laid out. */
export type FormatStyle = Pick<FormatRequest, 'insertSpaces' | 'tabSize'>;

/** The records on lines that touch the range, in columns. `undefined` in a format that another tool formats. */
export function formatRange(
  workspace: Workspace,
  path: DocumentPath,
  within: Range,
  style: FormatStyle,
): Formatted | undefined {
  return workspace.documentOf(path)?.format?.({ ...style, within, alignTo: 'group' });
}

/** The record on one line, in the columns of the lines before it. `offset`: on that line. */
export function formatLine(
  workspace: Workspace,
  path: DocumentPath,
  offset: number,
  style: FormatStyle,
): Formatted | undefined {
  const within = rangeOf(offset, offset);
  return workspace.documentOf(path)?.format?.({ ...style, within, alignTo: 'lines-before' });
}
