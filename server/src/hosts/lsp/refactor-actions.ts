import {
  CodeActionKind,
  CodeActionTriggerKind,
  type CodeAction,
  type CodeActionContext,
} from 'vscode-languageserver';
import type { DocumentPath } from '../../analysis/finding.ts';
import { raiseSerial, rewritesAt } from '../../features/refactor.ts';
import { includesKind } from './includes-kind.ts';
import type { Session } from './session.ts';
import { toWorkspaceEdit } from './workspace-edit.ts';

/** For `editor.codeActionsOnSave`. */
export const INCREASE_SERIAL_KIND = `${CodeActionKind.Source}.increaseSerial.mailtxt`;

/**
 * The actions beside fixes: of kinds `refactor.rewrite.…` for the record at the offset, and what a save may ask for.
 */
export function refactorActions(
  session: Session,
  path: DocumentPath,
  offset: number,
  { only, triggerKind }: CodeActionContext,
): readonly CodeAction[] {
  const { workspace } = session;
  const actions: CodeAction[] = [];
  // Wherever the cursor is there is something to rewrite: no light bulb for that.
  if (only === undefined && triggerKind === CodeActionTriggerKind.Automatic) return actions;
  for (const { kind, title, edits } of asksForRewrites(only) ? rewritesAt(workspace, path, offset) : []) {
    const ofKind = `${CodeActionKind.RefactorRewrite}.${kind}`;
    if (only !== undefined && !includesKind(only, ofKind)) continue;
    const edit = toWorkspaceEdit(session, edits);
    if (edit !== undefined) actions.push({ title, kind: ofKind, edit });
  }
  // It is for saving, and a menu has the one that names the serial.
  if (only !== undefined && includesKind(only, INCREASE_SERIAL_KIND)) {
    const edits = raiseSerial(workspace, path);
    const edit = edits.length === 0 ? undefined : toWorkspaceEdit(session, edits);
    if (edit !== undefined) actions.push({ title: 'Raise the serial', kind: INCREASE_SERIAL_KIND, edit });
  }
  return actions;
}

/** Whether any kind of rewriting may be asked for. */
function asksForRewrites(only: readonly string[] | undefined): boolean {
  const { RefactorRewrite } = CodeActionKind;
  return (
    only === undefined ||
    includesKind(only, RefactorRewrite) ||
    only.some((kind) => kind.startsWith(RefactorRewrite))
  );
}
