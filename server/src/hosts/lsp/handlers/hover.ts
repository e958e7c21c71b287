import type { Hover, HoverParams } from 'vscode-languageserver';
import { MarkupContent } from 'vscode-languageserver';
import type { RelatedPlace } from '../../../analysis/finding.ts';
import { hoverAt } from '../../../features/hover.ts';
import { positionToOffset } from '../from-protocol.ts';
import type { Session } from '../session.ts';
import { hoverToProtocol, markdownToPlain } from '../to-protocol.ts';
import { pathToUri } from '../uri.ts';

export function hover(session: Session, { textDocument, position }: HoverParams): Hover | null {
  const { client, documents, workspace } = session;
  const path = documents.get(textDocument.uri)?.path;
  const text = path === undefined ? undefined : workspace.textOf(path);
  if (path === undefined || text === undefined) return null;
  const found = hoverAt(workspace, path, positionToOffset(text, position));
  if (found === undefined) return null;
  const result = hoverToProtocol(text, found, (place) => linkTo(session, place));
  return client.readsMarkdown || !MarkupContent.is(result.contents)
    ? result
    : { ...result, contents: markdownToPlain(result.contents.value) };
}

/** Where the place is, down to the line when its document is known. */
function linkTo({ documents, workspace }: Session, { path, range }: RelatedPlace): string {
  const uri = documents.at(path)?.uri ?? pathToUri(path);
  const line = workspace.textOf(path)?.offsetToPosition(range.start).line;
  return line === undefined ? uri : `${uri}#L${line + 1}`;
}
