import type { DidChangeTextDocumentParams } from 'vscode-languageserver';
import type { Session } from '../session.ts';

export function didChange(
  { dns, documents, dependants, index, publisher }: Session,
  { textDocument, contentChanges }: DidChangeTextDocumentParams,
): void {
  // Rules run while the change is applied, so their questions belong to the new text.
  dns.edited();
  const document = documents.change(textDocument.uri, textDocument.version, contentChanges);
  if (document === undefined) return;
  publisher.edited(document);
  dependants.edited(document);
  index.compareWithDisk();
}
