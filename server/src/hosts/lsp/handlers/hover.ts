import type { Hover, HoverParams } from 'vscode-languageserver';
import type { RelatedPlace } from '../../../analysis/finding.ts';
import { hoverAt } from '../../../features/hover.ts';
import { slice } from '../slice.ts';
import { positionToOffset } from '../from-protocol.ts';
import { protocolLocation, uriOf } from '../locate.ts';
import type { Session } from '../session.ts';
import { hoverToProtocol } from '../to-protocol.ts';

export function hover(session: Session, { textDocument, position }: HoverParams): Hover | null {
  const { client, configuration, documents, workspace } = session;
  const path = documents.get(textDocument.uri)?.path;
  const text = path === undefined ? undefined : workspace.textOf(path);
  if (path === undefined || text === undefined) return null;
  const found = hoverAt(workspace, path, positionToOffset(text, position), {
    spfTree: configuration.settingsOf(path).spf.hoverTree,
    hasTime: slice(session.runtime),
  });
  if (found === undefined) return null;
  return hoverToProtocol(text, found, {
    linkTo: (place) => linkTo(session, place),
    readsMarkdown: client.readsMarkdown,
  });
}

/** The address of a place, with the line if its document is known. */
function linkTo(session: Session, { path, range }: RelatedPlace): string {
  const location = protocolLocation(session, path, range);
  return location === undefined ? uriOf(session, path) : `${location.uri}#L${location.range.start.line + 1}`;
}
