import { DidChangeConfigurationNotification } from 'vscode-languageserver';
import { registerFormatting } from '../formatting.ts';
import { registerTokens } from '../semantic-tokens.ts';
import type { Session } from '../session.ts';
import { settingsChanged } from './did-change-configuration.ts';

/** From now on we may ask the editor. */
export async function initialized(session: Session): Promise<void> {
  const { client, configuration, connection, dns, guard, index, watchers } = session;
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
  if (await configuration.fetch()) settingsChanged(session);
  else dns.settingsChanged();
  index.search();
}
