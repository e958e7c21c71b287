import type { DocumentPath, Fix } from '../analysis/finding.ts';
import type { Workspace } from '../analysis/workspace.ts';
import { applyEdits } from '../text/edit.ts';
import { rangeOf } from '../text/range.ts';

/** The lines that a fix changes in its first file, as they are after the fix. */
export interface EditedLines {
  readonly path: DocumentPath;
  /** The number of the first line, from 0. */
  readonly line: number;
  readonly lines: readonly string[];
}

/** `undefined` if the file of the fix is not available. */
export function editedLines({ edits }: Fix, workspace: Workspace | undefined): EditedLines | undefined {
  const [first] = edits;
  const source = first && workspace?.textOf(first.path);
  if (first === undefined || source === undefined) return undefined;
  const own = edits.filter(({ path }) => path === first.path);
  const line = (offset: number): number => source.offsetToPosition(offset).line;
  const start = source.lineRange(Math.min(...own.map(({ range }) => line(range.start)))).start;
  const end = source.lineRange(Math.max(...own.map(({ range }) => line(range.end)))).end;
  const moved = own.map((edit) => ({
    range: rangeOf(edit.range.start - start, edit.range.end - start),
    text: edit.text,
  }));
  return {
    path: first.path,
    line: line(start),
    lines: applyEdits(source.slice(start, end), moved).split(/\r\n|[\r\n]/),
  };
}
