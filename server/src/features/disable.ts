import { rangeOf } from '../text/range.ts';
import type { DocumentPath, FileEdit, Finding } from '../analysis/finding.ts';
import type { Workspace } from '../analysis/workspace.ts';
import type { SourceText } from '../text/source-text.ts';

/**
 * A comment above the finding's record that silences its rule there. Above, because a record may end in a comment of
 * its own, or break its first line within a string; a line before it is always free.
 */
export function disableForRecord(
  workspace: Workspace,
  path: DocumentPath,
  { rule, range }: Finding,
): FileEdit | undefined {
  const text = workspace.textOf(path);
  if (text === undefined) return undefined;
  const start = workspace.recordAt(path, range.start)?.range.start ?? range.start;
  const { line } = text.offsetToPosition(start);
  const place = text.lineRange(line).start;
  const above = line === 0 ? undefined : endOfIds(text, line - 1);
  if (above !== undefined) return { path, range: rangeOf(above, above), text: ` ${rule}` };
  return {
    path,
    range: rangeOf(place, place),
    text: `; mailtxt-disable-next-line ${rule}${lineEnd(text, line)}`,
  };
}

/** Where another id can be added to the comment on that line, if it is one that silences the next. */
function endOfIds(text: SourceText, line: number): number | undefined {
  const { start, end } = text.lineRange(line);
  const comment = /^\s*;\s*mailtxt-disable-next-line(?:\s+(?!--)\S+)+/.exec(text.slice(start, end))?.[0];
  return comment === undefined ? undefined : start + comment.length;
}

/** The line end that the document uses around that line. */
function lineEnd(text: SourceText, line: number): string {
  const next = line + 1 < text.lineCount ? line : line - 1;
  if (next < 0) return '\n';
  return text.slice(text.lineRange(next).end, text.lineRange(next + 1).start);
}
