import type { DidChangeTextDocumentParams } from 'vscode-languageserver';
import type { Session } from '../session.ts';

export function didChange(
  { dns, documents, dependants, publisher }: Session,
  { textDocument, contentChanges }: DidChangeTextDocumentParams,
): void {
  const document = documents.change(textDocument.uri, textDocument.version, contentChanges);
  if (document === undefined) return;
  dns.edited();
  publisher.edited(document);
  dependants.edited(document);
}
