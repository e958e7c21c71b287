import type { DidSaveTextDocumentParams } from 'vscode-languageserver';
import type { Session } from '../session.ts';

/** A file that no format claimed when it was opened may now be a zone file. */
export function didSave(
  { documents, index, publisher }: Session,
  { textDocument }: DidSaveTextDocumentParams,
): void {
  const before = documents.get(textDocument.uri);
  const now = documents.reconsider(textDocument.uri);
  if (now !== undefined && now !== before) publisher.edited(now);
  index.compareWithDisk();
}
