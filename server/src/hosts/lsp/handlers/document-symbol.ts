import type { DocumentSymbol, DocumentSymbolParams, SymbolInformation } from 'vscode-languageserver';
import { symbolsOf } from '../../../features/symbols.ts';
import type { Session } from '../session.ts';
import { symbolToFlatProtocol, symbolToProtocol } from '../to-protocol.ts';

export function documentSymbol(
  { client, documents, workspace }: Session,
  { textDocument }: DocumentSymbolParams,
): DocumentSymbol[] | SymbolInformation[] {
  const path = documents.get(textDocument.uri)?.path;
  const text = path === undefined ? undefined : workspace.textOf(path);
  if (path === undefined || text === undefined) return [];
  const symbols = symbolsOf(workspace, path);
  return client.nestsSymbols
    ? symbols.map((symbol) => symbolToProtocol(text, symbol))
    : symbols.flatMap((symbol) => symbolToFlatProtocol(text, textDocument.uri, symbol));
}
