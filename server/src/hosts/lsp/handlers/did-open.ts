import type { DidOpenTextDocumentParams } from 'vscode-languageserver';
import type { Session } from '../session.ts';

export function didOpen(
  { dns, documents, dependants, publisher }: Session,
  params: DidOpenTextDocumentParams,
): void {
  dns.edited();
  const document = documents.open(params.textDocument);
  publisher.edited(document);
  dependants.edited(document);
}
