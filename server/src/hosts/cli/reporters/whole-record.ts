import type { DocumentPath, Fix } from '../../../analysis/finding.ts';
import type { Workspace } from '../../../analysis/workspace.ts';
import { applyEdits } from '../../../text/edit.ts';

/** The record after a fix, where the document is nothing but a record: people paste it whole. */
export function wholeRecordAfter(fix: Fix, path: DocumentPath, workspace: Workspace): string | undefined {
  if (workspace.documentOf(path) === undefined || workspace.formatOf(path) !== 'record') return undefined;
  const text = workspace.textOf(path);
  if (text === undefined || fix.edits.some((edit) => edit.path !== path)) return undefined;
  return applyEdits(text.slice(0, text.length), fix.edits).trim();
}
