import type { Location } from 'vscode-languageserver';
import type { DocumentPath } from '../../analysis/finding.ts';
import type { Range } from '../../text/range.ts';
import type { Session } from './session.ts';
import { rangeToProtocol } from './to-protocol.ts';
import { pathToUri } from './uri.ts';

type Places = Pick<Session, 'documents' | 'workspace'>;

export function uriOf({ documents }: Places, path: DocumentPath): string {
  return documents.at(path)?.uri ?? pathToUri(path);
}

/** `undefined` when the document is not known here. */
export function locate(places: Places, path: DocumentPath, range: Range): Location | undefined {
  const text = places.workspace.textOf(path);
  return text && { uri: uriOf(places, path), range: rangeToProtocol(text, range) };
}
