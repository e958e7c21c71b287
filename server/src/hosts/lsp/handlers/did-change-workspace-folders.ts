import type { WorkspaceFoldersChangeEvent } from 'vscode-languageserver';
import type { Session } from '../session.ts';
import { settingsChanged } from './did-change-configuration.ts';

/** A folder has settings of its own, and is as far as a search for files around a document goes. */
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
