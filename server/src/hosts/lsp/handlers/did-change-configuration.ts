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

/** Severities are others now, or how many findings are shown. */
export function settingsChanged({ publisher, workspace }: Session): void {
  workspace.surroundingsChanged();
  publisher.surroundingsChanged();
}
