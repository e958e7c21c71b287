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

/** Severities, the number of shown findings, or the use of DNS may have changed. */
export function settingsChanged({ dns, publisher, workspace }: Session): void {
  dns.settingsChanged();
  workspace.environmentChanged();
  publisher.environmentChanged();
}
