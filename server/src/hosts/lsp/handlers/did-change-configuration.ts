import type { DidChangeConfigurationParams } from 'vscode-languageserver';
import type { Session } from '../session.ts';

export async function didChangeConfiguration(
  session: Session,
  { settings }: DidChangeConfigurationParams,
): Promise<void> {
  const { client, configuration } = session;
  const news = client.answersConfiguration ? await configuration.fetch() : configuration.accept(settings);
  if (news) settingsChanged(session);
}

/** Severities are others now, how many findings are shown, or whether the DNS may be asked. */
export function settingsChanged({ dns, publisher, workspace }: Session): void {
  dns.settingsChanged();
  workspace.surroundingsChanged();
  publisher.surroundingsChanged();
}
