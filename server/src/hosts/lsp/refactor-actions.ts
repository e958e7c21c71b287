import {
  CodeActionKind,
  CodeActionTriggerKind,
  type CodeAction,
  type CodeActionContext,
} from 'vscode-languageserver';
import type { DocumentPath } from '../../analysis/finding.ts';
import { domainAt, recordsToOffer } from '../../features/generate/offers.ts';
import { raiseSerial, rewritesAt } from '../../features/refactor.ts';
import { printable } from '../../text/printable.ts';
import { includesKind } from './includes-kind.ts';
import type { Session } from './session.ts';
import { toWorkspaceEdit } from './workspace-edit.ts';

/** For `editor.codeActionsOnSave`. */
export const INCREASE_SERIAL_KIND = `${CodeActionKind.Source}.increaseSerial.mailtxt`;

/** The kind of actions that add the mail records of a domain. */
export const ADD_RECORDS_KIND = `${CodeActionKind.Refactor}.addRecords`;

/** The command of our own client. */
const ADD_RECORDS = 'mailtxt.addRecords';

/**
 * The actions other than fixes: of kinds `refactor.rewrite.…` for the record at the offset, `refactor.addRecords` for its domain, and those
 * for saving. `now`: in milliseconds since 1970.
 */
export function refactorActions(
  session: Session,
  path: DocumentPath,
  offset: number,
  { only, triggerKind }: CodeActionContext,
  now: number,
): readonly CodeAction[] {
  const { workspace } = session;
  const actions: CodeAction[] = [];
  // Something can be rewritten at every position, so these actions alone must not show a light bulb.
  if (only === undefined && triggerKind === CodeActionTriggerKind.Automatic) return actions;
  const rewrites = asksFor(only, CodeActionKind.RefactorRewrite) ? rewritesAt(workspace, path, offset) : [];
  for (const { kind, title, edits } of rewrites) {
    const ofKind = `${CodeActionKind.RefactorRewrite}.${kind}`;
    if (only !== undefined && !includesKind(only, ofKind)) continue;
    const edit = toWorkspaceEdit(session, edits);
    if (edit !== undefined) actions.push({ title, kind: ofKind, edit });
  }
  if (asksFor(only, ADD_RECORDS_KIND)) {
    const added = addingRecords(session, path, offset, now);
    actions.push(...added.filter(({ kind = '' }) => only === undefined || includesKind(only, kind)));
  }
  // This one is for saving. The menu has the action that names the serial.
  if (only !== undefined && includesKind(only, INCREASE_SERIAL_KIND)) {
    const edits = raiseSerial(workspace, path);
    const edit = edits.length === 0 ? undefined : toWorkspaceEdit(session, edits);
    if (edit !== undefined) actions.push({ title: 'Raise the serial', kind: INCREASE_SERIAL_KIND, edit });
  }
  return actions;
}

/** If the editor can ask what to add, there is one action for all kinds of records. */
function addingRecords(
  session: Session,
  path: DocumentPath,
  offset: number,
  now: number,
): readonly CodeAction[] {
  const { client, workspace } = session;
  const domain = domainAt(workspace, path, offset);
  if (domain === undefined) return [];
  if (client.asksForRecords) {
    const title = `Add mail records for ${printable(domain)} …`;
    const command = { title, command: ADD_RECORDS, arguments: [{ domain }] };
    return [{ title, kind: ADD_RECORDS_KIND, command }];
  }
  return recordsToOffer(workspace, path, domain, now).flatMap(({ kind, title, edits }) => {
    const edit = toWorkspaceEdit(session, edits);
    return edit === undefined ? [] : [{ title: printable(title), kind: `${ADD_RECORDS_KIND}.${kind}`, edit }];
  });
}

/** Whether the kind, or a more specific one, is requested. */
function asksFor(only: readonly string[] | undefined, kind: string): boolean {
  return only === undefined || includesKind(only, kind) || only.some((one) => one.startsWith(`${kind}.`));
}
