import {
  DocumentHighlightKind,
  type DocumentHighlight,
  type DocumentHighlightParams,
  type Location,
  type ReferenceParams,
} from 'vscode-languageserver';
import { highlightsAt, MAX_REFERENCES, referencesAt } from '../../../features/references.ts';
import { groupDigits } from '../../../text/group-digits.ts';
import { positionToOffset } from '../from-protocol.ts';
import { protocolLocation } from '../locate.ts';
import type { Session } from '../session.ts';
import { rangeToProtocol } from '../to-protocol.ts';

/** Every place that names the host at the cursor. The owner names of records are its declarations. */
export function findReferences(
  session: Session,
  { textDocument, position, context }: ReferenceParams,
): Location[] {
  const { documents, limits, workspace } = session;
  const path = documents.get(textDocument.uri)?.path;
  const text = path === undefined ? undefined : workspace.textOf(path);
  if (path === undefined || text === undefined) return [];
  const places = referencesAt(workspace, path, positionToOffset(text, position));
  if (places.length === MAX_REFERENCES)
    limits.reached(path, `at most ${groupDigits(MAX_REFERENCES)} places of a name are listed`);
  return places
    .filter(({ isOwner }) => context.includeDeclaration || !isOwner)
    .flatMap((place) => protocolLocation(session, place.path, place.range) ?? []);
}

/** The same in the document. With null, the editor highlights the word itself. */
export function documentHighlight(
  { documents, workspace }: Session,
  { textDocument, position }: DocumentHighlightParams,
): DocumentHighlight[] | null {
  const path = documents.get(textDocument.uri)?.path;
  const text = path === undefined ? undefined : workspace.textOf(path);
  if (path === undefined || text === undefined) return null;
  const places = highlightsAt(workspace, path, positionToOffset(text, position));
  if (places === undefined) return null;
  return places.map(({ range, isOwner }) => ({
    range: rangeToProtocol(text, range),
    kind: isOwner ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
  }));
}
