import type { DidOpenTextDocumentParams } from 'vscode-languageserver';
import type { Session } from '../session.ts';

export function didOpen(
  { dns, documents, dependants, publisher }: Session,
  params: DidOpenTextDocumentParams,
): void {
  const document = documents.open(params.textDocument);
  dns.edited();
  publisher.edited(document);
  dependants.edited(document);
}
