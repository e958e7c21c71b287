import type { CodeLens, Command } from 'vscode-languageserver';
import { spfLensTitle } from '../../../features/spf-lenses.ts';
import { positionToOffset } from '../from-protocol.ts';
import { contentModified } from '../guard.ts';
import type { Session } from '../session.ts';
import type { LensData } from './code-lens.ts';

/** @throws ResponseError when the lens belongs to an earlier text. */
export function codeLensResolve({ client, documents, workspace }: Session, lens: CodeLens): CodeLens {
  const data: unknown = lens.data;
  if (!isLensData(data)) return lens;
  const document = documents.get(data.uri);
  const text = document && workspace.textOf(document.path);
  if (document === undefined || text === undefined || document.version !== data.version)
    throw contentModified();
  const { start } = lens.range;
  const title = spfLensTitle(workspace, document.path, positionToOffset(text, start)) ?? '';
  const command: Command = client.showsSpfTree
    ? { title, command: 'mailtxt.showSpfLookups', arguments: [data.uri, start] }
    : { title, command: '' };
  return { ...lens, command };
}

function isLensData(data: unknown): data is LensData {
  return typeof data === 'object' && data !== null && 'uri' in data && 'version' in data;
}
