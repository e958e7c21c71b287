import { SymbolKind, type SymbolInformation, type WorkspaceSymbolParams } from 'vscode-languageserver';
import { workspaceSymbols } from '../../../features/workspace-symbols.ts';
import { printable } from '../../../text/printable.ts';
import { protocolLocation } from '../locate.ts';
import type { Session } from '../session.ts';

/** The zones and mail records of all files, open or not. */
export function workspaceSymbol(session: Session, { query }: WorkspaceSymbolParams): SymbolInformation[] {
  return workspaceSymbols(session.workspace, query).flatMap(({ name, isZone, path, range }) => {
    const location = protocolLocation(session, path, range);
    const kind = isZone ? SymbolKind.Namespace : SymbolKind.Key;
    return location === undefined ? [] : [{ name: printable(name), kind, location }];
  });
}
