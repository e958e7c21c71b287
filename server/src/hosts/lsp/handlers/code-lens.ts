import type { CodeLens, CodeLensParams } from 'vscode-languageserver';
import { MAX_LENSES, spfLenses } from '../../../features/spf-lenses.ts';
import { groupDigits } from '../../../text/group-digits.ts';
import type { Session } from '../session.ts';
import { rangeToProtocol } from '../to-protocol.ts';

/** The data that a lens is resolved from when it comes into view. */
export interface LensData {
  readonly uri: string;
  readonly version: number;
}

export function codeLens(
  { configuration, documents, limits, workspace }: Session,
  { textDocument }: CodeLensParams,
): CodeLens[] {
  const document = documents.get(textDocument.uri);
  const text = document && workspace.textOf(document.path);
  if (document === undefined || text === undefined) return [];
  if (!configuration.settingsOf(document.path).spf.codeLens) return [];
  const data: LensData = { uri: document.uri, version: document.version };
  const { path } = document;
  const cut = (): void =>
    limits.reached(path, `only the first ${groupDigits(MAX_LENSES)} SPF records have code lenses`);
  return spfLenses(workspace, path, cut).map((range) => ({ range: rangeToProtocol(text, range), data }));
}
