import type { InlayHint, InlayHintParams } from 'vscode-languageserver';
import { MAX_HINTS, MAX_RECORDS_FOR_HINTS, spfHints } from '../../../features/spf-hints.ts';
import { groupDigits } from '../../../text/group-digits.ts';
import { protocolToRange } from '../from-protocol.ts';
import type { Session } from '../session.ts';
import { hintToProtocol } from '../to-protocol.ts';

export function inlayHint(
  { configuration, documents, limits, workspace }: Session,
  { textDocument, range }: InlayHintParams,
): InlayHint[] {
  const path = documents.get(textDocument.uri)?.path;
  const text = path === undefined ? undefined : workspace.textOf(path);
  if (path === undefined || text === undefined) return [];
  if (!configuration.settingsOf(path).spf.inlayHints) return [];
  const [records, terms] = [MAX_RECORDS_FOR_HINTS, MAX_HINTS].map(groupDigits);
  const cut = (): void =>
    limits.reached(
      path,
      `lookups are shown only for the first ${records} records and ${terms} terms in view`,
    );
  const hints = spfHints(workspace, path, protocolToRange(text, range), cut);
  return hints.map((hint) => hintToProtocol(text, hint));
}
