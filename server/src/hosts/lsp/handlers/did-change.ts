import type { DidChangeTextDocumentParams } from 'vscode-languageserver';
import type { Session } from '../session.ts';

export function didChange(
  { dns, documents, dependants, index, publisher }: Session,
  { textDocument, contentChanges }: DidChangeTextDocumentParams,
): void {
  // Rules run while the change is applied: what they ask counts for the text as it is now.
  dns.edited();
  const document = documents.change(textDocument.uri, textDocument.version, contentChanges);
  if (document === undefined) return;
  publisher.edited(document);
  dependants.edited(document);
  index.compareWithDisk();
}
