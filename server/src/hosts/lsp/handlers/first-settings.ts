import type { CancellationToken } from 'vscode-languageserver';
import { CONFIG_FILE } from '../../../analysis/input/config.ts';
import type { DocumentPath } from '../../../analysis/finding.ts';
import { firstSettings as made, settingsTemplate } from '../../../features/reports/first-settings.ts';
import { senderResult } from '../judge-senders.ts';
import { uriOf } from '../locate.ts';
import { namedPlaces } from '../named-places.ts';
import type { FirstSettingsResult } from '../requests.ts';
import type { Session } from '../session.ts';

/** The settings file that holds for the open files, or a first one. */
export async function firstSettingsRequest(
  session: Session,
  token: CancellationToken,
): Promise<FirstSettingsResult | null> {
  const { project, workspace } = session;
  for (const path of workspace.paths()) {
    const there = project.settingsFile(path);
    if (there !== undefined) return { uri: uriOf(session, there), text: null };
  }
  const [path] = workspace.paths();
  return path === undefined ? null : newSettingsFor(session, path, token);
}

/** For a file that has none. */
export async function newSettingsFor(
  session: Session,
  path: DocumentPath,
  token: CancellationToken,
): Promise<FirstSettingsResult | null> {
  const { configuration, workspace } = session;
  const folder = configuration.folderPaths().find((each) => path.startsWith(`${each}/`));
  if (folder === undefined) return null;
  const result = await senderResult(session, token);
  if (result === undefined) return null;
  const { nameOf } = namedPlaces(session);
  const text = made({ result, workspace, nameOf, sourceOf: () => undefined })?.text ?? settingsTemplate();
  return { uri: uriOf(session, `${folder}/${CONFIG_FILE}`), text };
}
