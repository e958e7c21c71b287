import type { DidChangeWatchedFilesParams } from 'vscode-languageserver';
import type { Session } from '../session.ts';
import { uriToPath } from '../uri.ts';

export async function didChangeWatchedFiles(
  { dependants, runtime }: Session,
  { changes }: DidChangeWatchedFilesParams,
): Promise<void> {
  const paths = changes.map(({ uri }) => uriToPath(uri));
  if (runtime.remoteFiles !== undefined) await runtime.remoteFiles.changed(paths);
  dependants.changedOnDisk(paths);
}
