import type { DocumentSymbol, DocumentSymbolParams, SymbolInformation } from 'vscode-languageserver';
import { MAX_MAIL_SYMBOLS, symbolsOf } from '../../../features/symbols.ts';
import { groupDigits } from '../../../text/group-digits.ts';
import type { Session } from '../session.ts';
import { symbolToFlatProtocol, symbolToProtocol } from '../to-protocol.ts';

export function documentSymbol(
  { client, documents, limits, workspace }: Session,
  { textDocument }: DocumentSymbolParams,
): DocumentSymbol[] | SymbolInformation[] {
  const path = documents.get(textDocument.uri)?.path;
  const text = path === undefined ? undefined : workspace.textOf(path);
  if (path === undefined || text === undefined) return [];
  const cut = (): void =>
    limits.reached(
      path,
      `the outline shows only mail records, at most the first ${groupDigits(MAX_MAIL_SYMBOLS)}`,
    );
  const symbols = symbolsOf(workspace, path, cut);
  return client.nestsSymbols
    ? symbols.map((symbol) => symbolToProtocol(text, symbol))
    : symbols.flatMap((symbol) => symbolToFlatProtocol(text, textDocument.uri, symbol));
}
