import type { WorkspaceFoldersChangeEvent } from 'vscode-languageserver';
import type { Session } from '../session.ts';
import { settingsChanged } from './did-change-configuration.ts';

/** A folder has its own settings, and is the limit of searches for files around a document. */
export async function didChangeWorkspaceFolders(
  session: Session,
  { added, removed }: WorkspaceFoldersChangeEvent,
): Promise<void> {
  const { configuration, index, project, runtime, watchers } = session;
  configuration.changeFolders(
    added.map(({ uri }) => uri),
    removed.map(({ uri }) => uri),
  );
  await runtime.remoteFiles?.open(added.map(({ uri }) => uri));
  project.forgetAll();
  watchers.changed();
  await configuration.fetch();
  settingsChanged(session);
  index.search();
}
