import type { Location } from 'vscode-languageserver';
import type { DocumentPath } from '../../analysis/finding.ts';
import type { Workspace } from '../../analysis/workspace.ts';
import type { Range } from '../../text/range.ts';
import type { OpenDocuments } from './documents.ts';
import { rangeToProtocol } from './to-protocol.ts';
import { pathToUri } from './uri.ts';

/** The sources of documents. */
export interface Places {
  readonly documents: OpenDocuments;
  readonly workspace: Workspace;
}

export function uriOf({ documents }: Places, path: DocumentPath): string {
  return documents.at(path)?.uri ?? pathToUri(path);
}

/** `undefined` if the document is unknown. */
export function protocolLocation(places: Places, path: DocumentPath, range: Range): Location | undefined {
  const text = places.workspace.textOf(path);
  return text && { uri: uriOf(places, path), range: rangeToProtocol(text, range) };
}
