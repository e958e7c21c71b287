import type { DocumentLink, DocumentLinkParams } from 'vscode-languageserver';
import { documentLinks, MAX_LINKS } from '../../../features/document-links.ts';
import { groupDigits } from '../../../text/group-digits.ts';
import { uriOf } from '../locate.ts';
import type { Session } from '../session.ts';
import { rangeToProtocol } from '../to-protocol.ts';

/** Links to the addresses of reports and logos, and to included files. */
export function documentLink(session: Session, { textDocument }: DocumentLinkParams): DocumentLink[] {
  const { documents, limits, project, workspace } = session;
  const path = documents.get(textDocument.uri)?.path;
  const text = path === undefined ? undefined : workspace.textOf(path);
  if (path === undefined || text === undefined) return [];
  const links = documentLinks(workspace, path, (file, from) => project.includedPath(file, from));
  if (links.length === MAX_LINKS)
    limits.reached(path, `at most ${groupDigits(MAX_LINKS)} addresses are shown as links`);
  return links.map(({ range, target }) => ({
    range: rangeToProtocol(text, range),
    target: 'uri' in target ? target.uri : uriOf(session, target.path),
  }));
}
