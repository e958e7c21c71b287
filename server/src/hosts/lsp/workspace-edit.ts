import type { AnnotatedTextEdit, TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { DocumentPath, FileEdit } from '../../analysis/finding.ts';
import { withReason, type DisablingComment } from '../../features/disable.ts';
import { uriOf } from './locate.ts';
import type { Session } from './session.ts';
import { editToProtocol, type Lines } from './to-protocol.ts';

/** The annotation of all edits that the user confirms. */
const CONFIRMED = 'mailtxt';

/**
 * Edits in the form of the protocol, with the version of each open document: the editor rejects edits for an older version.
 * `undefined` if a document is unknown. `confirmed`: the purpose of the edits, if an editor that supports it should show them
 * for confirmation. `textOf`: the texts of edited files that are not documents.
 */
export function toWorkspaceEdit(
  session: Session,
  edits: readonly FileEdit[],
  confirmed?: string,
  textOf = (path: DocumentPath): Lines | undefined => session.workspace.textOf(path),
): WorkspaceEdit | undefined {
  const { client } = session;
  const isConfirmed = confirmed !== undefined && client.confirmsEdits;
  const changed: TextDocumentEdit[] = [];
  for (const [path, ofPath] of byPath(edits)) {
    const text = textOf(path);
    if (text === undefined) return undefined;
    const textEdits = ofPath.map((edit): TextEdit | AnnotatedTextEdit => {
      const textEdit = editToProtocol(text, edit);
      return isConfirmed ? { ...textEdit, annotationId: CONFIRMED } : textEdit;
    });
    changed.push({ textDocument: versionOf(session, path), edits: textEdits });
  }
  if (client.versionedEdits) {
    if (!isConfirmed) return { documentChanges: changed };
    const annotation = { label: confirmed, needsConfirmation: true };
    return { documentChanges: changed, changeAnnotations: { [CONFIRMED]: annotation } };
  }
  const changes: Record<string, TextEdit[]> = {};
  for (const { textDocument, edits: textEdits } of changed)
    changes[textDocument.uri] = textEdits as TextEdit[];
  return { changes };
}

/** The comment as an edit in which the user types the reason, for editors that support snippet edits. */
export function toReasonEdit(session: Session, comment: DisablingComment): WorkspaceEdit | undefined {
  const { path } = comment.edit;
  const text = session.workspace.textOf(path);
  if (text === undefined) return undefined;
  // No other character in such a comment has a meaning in a snippet.
  const { range, newText } = editToProtocol(text, withReason(comment, '${1:reason}'));
  const edit = { range, snippet: { kind: 'snippet' as const, value: newText } };
  return { documentChanges: [{ textDocument: versionOf(session, path), edits: [edit] }] };
}

function versionOf(session: Session, path: DocumentPath): TextDocumentEdit['textDocument'] {
  return { uri: uriOf(session, path), version: session.documents.at(path)?.version ?? null };
}

function byPath(edits: readonly FileEdit[]): ReadonlyMap<DocumentPath, readonly FileEdit[]> {
  const map = new Map<DocumentPath, FileEdit[]>();
  for (const edit of edits) {
    const list = map.get(edit.path);
    if (list === undefined) map.set(edit.path, [edit]);
    else list.push(edit);
  }
  return map;
}
