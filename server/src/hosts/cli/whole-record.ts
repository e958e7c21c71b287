import type { DocumentPath, Fix } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import { applyEdits } from '../../text/edit.ts';

/** UTF-16 units of a record that is shown whole with each fix. A record with a 4096-bit key is shorter, and a hostile record may have thousands of fixes. */
export const MAX_WHOLE_RECORD = 4096;

/** The whole record after a fix, if the document is a single record: users paste it as a whole. */
export function wholeRecordAfter(fix: Fix, path: DocumentPath, workspace: Workspace): string | undefined {
  if (workspace.documentOf(path) === undefined || workspace.formatOf(path) !== 'record') return undefined;
  const text = workspace.textOf(path);
  if (text === undefined || text.length > MAX_WHOLE_RECORD) return undefined;
  if (fix.edits.some((edit) => edit.path !== path)) return undefined;
  return applyEdits(text.slice(0, text.length), fix.edits).trim();
}
