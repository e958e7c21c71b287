import { DidChangeConfigurationNotification } from 'vscode-languageserver';
import { registerFormatting } from '../formatting.ts';
import { registerTokens } from '../semantic-tokens.ts';
import type { Session } from '../session.ts';
import { settingsChanged } from './did-change-configuration.ts';

/** From now on, the server may send requests to the editor. */
export async function initialized(session: Session): Promise<void> {
  const { client, configuration, connection, dependants, dns, guard, index, project, runtime, watchers } =
    session;
  index.expect();
  watchers.changed();
  if (client.registersConfiguration) {
    connection.client
      .register(DidChangeConfigurationNotification.type, { section: 'mailtxt' })
      .catch((fault: unknown) => guard.report('registering for settings', fault));
  }
  if (client.registersFormatting)
    registerFormatting(connection).catch((fault: unknown) => guard.report('registering formatting', fault));
  if (client.registersTokens)
    registerTokens(connection).catch((fault: unknown) => guard.report('registering tokens', fault));
  runtime.remoteFiles?.connect(connection, (paths) => dependants.changedOnDisk(paths));
  const [news] = await Promise.all([
    configuration.fetch(),
    // Files that could not be fetched are requested again when they are needed.
    runtime.remoteFiles
      ?.open(configuration.folderUris())
      .catch((fault: unknown) => guard.report('reading files', fault)),
  ]);
  if (runtime.remoteFiles !== undefined) project.forgetAll();
  if (news) settingsChanged(session);
  else dns.settingsChanged();
  index.search();
}
