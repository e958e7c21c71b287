import type { DocumentPath } from '../analysis/finding.ts';
import type { Workspace } from '../analysis/workspace.ts';
import type { Formatted, FormatRequest } from '../records/formatting.ts';
import { rangeOf, type Range } from '../text/range.ts';

/** The layout options of an editor. */
export type FormatStyle = Pick<FormatRequest, 'insertSpaces' | 'tabSize'>;

/** Formats the records on lines that touch the range into columns. `undefined` for a format that another tool formats. */
export function formatRange(
  workspace: Workspace,
  path: DocumentPath,
  within: Range,
  style: FormatStyle,
): Formatted | undefined {
  return workspace.documentOf(path)?.format?.({ ...style, within, alignTo: 'group' });
}

/** Formats the record on one line into the columns of the lines before it. `offset` is on that line. */
export function formatLine(
  workspace: Workspace,
  path: DocumentPath,
  offset: number,
  style: FormatStyle,
): Formatted | undefined {
  const within = rangeOf(offset, offset);
  return workspace.documentOf(path)?.format?.({ ...style, within, alignTo: 'lines-before' });
}
