import type { TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { DocumentPath, FileEdit } from '../../analysis/finding.ts';
import { uriOf } from './locate.ts';
import type { Session } from './session.ts';
import { editToProtocol } from './to-protocol.ts';

/**
 * Edits as the editor applies them, tied to the version of each document that is open: it refuses those that come too
 * late. `undefined` where a document is not known here.
 */
export function toWorkspaceEdit(session: Session, edits: readonly FileEdit[]): WorkspaceEdit | undefined {
  const { client, documents, workspace } = session;
  const changed: TextDocumentEdit[] = [];
  for (const [path, ofPath] of byPath(edits)) {
    const text = workspace.textOf(path);
    if (text === undefined) return undefined;
    changed.push({
      textDocument: { uri: uriOf(session, path), version: documents.at(path)?.version ?? null },
      edits: ofPath.map((edit) => editToProtocol(text, edit)),
    });
  }
  if (client.versionedEdits) return { documentChanges: changed };
  const changes: Record<string, TextEdit[]> = {};
  for (const { textDocument, edits: textEdits } of changed)
    changes[textDocument.uri] = textEdits as TextEdit[];
  return { changes };
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
