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

/** Records that a domain needs for mail. */
export const ADD_RECORDS_KIND = `${CodeActionKind.Refactor}.addRecords`;

/** The command of our own client. */
const ADD_RECORDS = 'mailtxt.addRecords';

/**
 * The actions beside fixes: of kinds `refactor.rewrite.…` for the record at the offset and `refactor.addRecords` for its domain, and what
 * a save may ask for. `now`: in milliseconds since 1970.
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
  // Wherever the cursor is there is something to rewrite: no light bulb for that.
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
  // It is for saving, and a menu has the one that names the serial.
  if (only !== undefined && includesKind(only, INCREASE_SERIAL_KIND)) {
    const edits = raiseSerial(workspace, path);
    const edit = edits.length === 0 ? undefined : toWorkspaceEdit(session, edits);
    if (edit !== undefined) actions.push({ title: 'Raise the serial', kind: INCREASE_SERIAL_KIND, edit });
  }
  return actions;
}

/** Where the editor can ask what is to be added, one action for all kinds of records. */
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
    const title = `Add records for mail of ${printable(domain)} …`;
    const command = { title, command: ADD_RECORDS, arguments: [{ domain }] };
    return [{ title, kind: ADD_RECORDS_KIND, command }];
  }
  return recordsToOffer(workspace, path, domain, now).flatMap(({ kind, title, edits }) => {
    const edit = toWorkspaceEdit(session, edits);
    return edit === undefined ? [] : [{ title: printable(title), kind: `${ADD_RECORDS_KIND}.${kind}`, edit }];
  });
}

/** Whether the kind, or one below it, may be asked for. */
function asksFor(only: readonly string[] | undefined, kind: string): boolean {
  return only === undefined || includesKind(only, kind) || only.some((one) => one.startsWith(`${kind}.`));
}
