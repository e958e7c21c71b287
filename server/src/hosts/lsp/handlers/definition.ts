import type { DefinitionParams, Location, LocationLink } from 'vscode-languageserver';
import { definitionAt } from '../../../features/definition.ts';
import { positionToOffset } from '../from-protocol.ts';
import { protocolLocation } from '../locate.ts';
import type { Session } from '../session.ts';
import { rangeToProtocol } from '../to-protocol.ts';

/** The definition of the name at the cursor: its records, or the included file. */
export function definition(
  session: Session,
  { textDocument, position }: DefinitionParams,
): LocationLink[] | Location[] | null {
  const { client, documents, project, workspace } = session;
  const path = documents.get(textDocument.uri)?.path;
  const text = path === undefined ? undefined : workspace.textOf(path);
  if (path === undefined || text === undefined) return null;
  const found = definitionAt(workspace, path, positionToOffset(text, position), (file, from) =>
    project.includedPath(file, from),
  );
  if (found === undefined) return null;
  const originSelectionRange = rangeToProtocol(text, found.from);
  const links = found.targets.flatMap((target): LocationLink[] => {
    const all = protocolLocation(session, target.path, target.range);
    const data = protocolLocation(session, target.path, target.data);
    if (all === undefined || data === undefined) return [];
    return [
      { originSelectionRange, targetUri: all.uri, targetRange: all.range, targetSelectionRange: data.range },
    ];
  });
  if (client.linksDefinitions) return links;
  return links.map(({ targetUri, targetSelectionRange }) => ({
    uri: targetUri,
    range: targetSelectionRange,
  }));
}
