import type { DidCloseTextDocumentParams } from 'vscode-languageserver';
import type { Session } from '../session.ts';

export function didClose(
  { documents, dependants, publisher, reports }: Session,
  { textDocument }: DidCloseTextDocumentParams,
): void {
  const document = documents.close(textDocument.uri);
  if (document === undefined) return;
  reports.forget(document.path);
  publisher.closed(document);
  dependants.edited(document);
}
