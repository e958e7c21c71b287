import type { DocumentLink, DocumentLinkParams } from 'vscode-languageserver';
import { documentLinks } from '../../../features/document-links.ts';
import { uriOf } from '../locate.ts';
import type { Session } from '../session.ts';
import { rangeToProtocol } from '../to-protocol.ts';

/** The addresses of reports and logos, and the included files. */
export function documentLink(session: Session, { textDocument }: DocumentLinkParams): DocumentLink[] {
  const { documents, project, workspace } = session;
  const path = documents.get(textDocument.uri)?.path;
  const text = path === undefined ? undefined : workspace.textOf(path);
  if (path === undefined || text === undefined) return [];
  const links = documentLinks(workspace, path, (file, from) => project.includedPath(file, from));
  return links.map(({ range, target }) => ({
    range: rangeToProtocol(text, range),
    target: 'uri' in target ? target.uri : uriOf(session, target.path),
  }));
}
