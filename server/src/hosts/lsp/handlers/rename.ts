import {
  LSPErrorCodes,
  ResponseError,
  type PrepareRenameParams,
  type Range as ProtocolRange,
  type RenameParams,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { labelToRename, renameAt } from '../../../features/rename/rename.ts';
import type { RenameRefusal } from '../../../features/rename/renaming.ts';
import { printable } from '../../../text/printable.ts';
import { positionToOffset } from '../from-protocol.ts';
import { namedPlaces } from '../named-places.ts';
import type { Session } from '../session.ts';
import { rangeToProtocol } from '../to-protocol.ts';
import { toWorkspaceEdit } from '../workspace-edit.ts';

/** The label of a name at the cursor. null if there is none. */
export function prepareRename(
  session: Session,
  { textDocument, position }: PrepareRenameParams,
): { readonly range: ProtocolRange; readonly placeholder: string } | null {
  const { documents, workspace } = session;
  const path = documents.get(textDocument.uri)?.path;
  const text = path === undefined ? undefined : workspace.textOf(path);
  if (path === undefined || text === undefined) return null;
  const label = labelToRename(workspace, path, positionToOffset(text, position));
  if (label === undefined) return null;
  if ('refusal' in label) throw refused(session, label);
  const { start, end } = label.range;
  return { range: rangeToProtocol(text, label.range), placeholder: text.slice(start, end) };
}

/** The edits in all files, open or not. */
export function rename(
  session: Session,
  { textDocument, position, newName }: RenameParams,
): WorkspaceEdit | null {
  const { documents, project, workspace } = session;
  const path = documents.get(textDocument.uri)?.path;
  const text = path === undefined ? undefined : workspace.textOf(path);
  if (path === undefined || text === undefined) return null;
  const offset = positionToOffset(text, position);
  const edits = renameAt(workspace, path, offset, newName, (file, from) => project.includedPath(file, from));
  if (edits === undefined) return null;
  if ('refusal' in edits) throw refused(session, edits);
  return toWorkspaceEdit(session, edits) ?? null;
}

/** An error with the reason and its position, which the editor shows. */
function refused(session: Session, { refusal, place }: RenameRefusal): ResponseError {
  const where = place === undefined ? '' : ` (${nameOfPlace(session, place)})`;
  return new ResponseError(LSPErrorCodes.RequestFailed, printable(`Not renamed: ${refusal}${where}.`));
}

/** The name and line of a place. The lines of a file outside the workspace are unknown. */
function nameOfPlace(session: Session, { path, range }: NonNullable<RenameRefusal['place']>): string {
  const name = namedPlaces(session).nameOf(path);
  const line = session.workspace.textOf(path)?.offsetToPosition(range.start).line;
  return line === undefined ? name : `${name}, line ${line + 1}`;
}
