import type { DidCloseTextDocumentParams } from 'vscode-languageserver';
import type { Session } from '../session.ts';

export function didClose(
  { documents, dependants, publisher }: Session,
  { textDocument }: DidCloseTextDocumentParams,
): void {
  const document = documents.close(textDocument.uri);
  if (document === undefined) return;
  publisher.closed(document);
  dependants.edited(document);
}
