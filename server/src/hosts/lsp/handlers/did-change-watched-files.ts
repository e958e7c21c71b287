import type { DidChangeWatchedFilesParams } from 'vscode-languageserver';
import type { Session } from '../session.ts';
import { uriToPath } from '../uri.ts';

export function didChangeWatchedFiles(
  { dependants }: Session,
  { changes }: DidChangeWatchedFilesParams,
): void {
  dependants.changedOnDisk(changes.map(({ uri }) => uriToPath(uri)));
}
