import type { InlayHint, InlayHintParams } from 'vscode-languageserver';
import { spfHints } from '../../../features/spf-hints.ts';
import { protocolToRange } from '../from-protocol.ts';
import type { Session } from '../session.ts';
import { hintToProtocol } from '../to-protocol.ts';

export function inlayHint(
  { configuration, documents, workspace }: Session,
  { textDocument, range }: InlayHintParams,
): InlayHint[] {
  const path = documents.get(textDocument.uri)?.path;
  const text = path === undefined ? undefined : workspace.textOf(path);
  if (path === undefined || text === undefined) return [];
  if (!configuration.settingsOf(path).spf.inlayHints) return [];
  return spfHints(workspace, path, protocolToRange(text, range)).map((hint) => hintToProtocol(text, hint));
}
