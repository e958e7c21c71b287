import type { SelectionRange, SelectionRangeParams } from 'vscode-languageserver';
import { selectionsAt } from '../../../features/selection.ts';
import { positionToOffset } from '../from-protocol.ts';
import type { Session } from '../session.ts';
import { rangeToProtocol } from '../to-protocol.ts';

/** The ranges that a selection at each position expands to. */
export function selectionRange(
  { documents, workspace }: Session,
  { textDocument, positions }: SelectionRangeParams,
): SelectionRange[] | null {
  const path = documents.get(textDocument.uri)?.path;
  const text = path === undefined ? undefined : workspace.textOf(path);
  if (path === undefined || text === undefined) return null;
  return positions.map((position) => {
    const ranges = selectionsAt(workspace, path, positionToOffset(text, position));
    const whole = ranges.reduceRight<SelectionRange | undefined>(
      (parent, range) => ({ range: rangeToProtocol(text, range), ...(parent && { parent }) }),
      undefined,
    );
    // The answer has one entry for each position.
    return whole ?? { range: { start: position, end: position } };
  });
}
