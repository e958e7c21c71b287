import type { CancellationToken } from 'vscode-languageserver';
import { CONFIG_FILE } from '../../../analysis/input/config.ts';
import type { DocumentPath } from '../../../analysis/finding.ts';
import { firstSettings as made, settingsTemplate } from '../../../features/reports/first-settings.ts';
import { mergedSettings } from '../../../features/reports/merged-settings.ts';
import type { Edit } from '../../../text/edit.ts';
import { PlainText } from '../../../text/plain-text.ts';
import { printable } from '../../../text/printable.ts';
import { rangeOf } from '../../../text/range.ts';
import { readTextFile } from '../../node/text-file.ts';
import { senderResult } from '../sender-result.ts';
import { uriOf } from '../locate.ts';
import { namedPlaces } from '../named-places.ts';
import type { FirstSettingsResult } from '../requests.ts';
import type { Session } from '../session.ts';
import { rangeToProtocol } from '../to-protocol.ts';

/** The settings file for the open files, or an initial one. */
export async function firstSettingsRequest(
  session: Session,
  token: CancellationToken,
): Promise<FirstSettingsResult | null> {
  const { project, workspace } = session;
  for (const path of workspace.paths()) {
    const there = project.settingsFile(path);
    if (there !== undefined) return withMissing(session, there, token);
  }
  const [path] = workspace.paths();
  return path === undefined ? null : newSettingsFor(session, path, token);
}

/** The settings file with the missing senders. Without edits if it cannot be read as settings. */
async function withMissing(
  session: Session,
  path: DocumentPath,
  token: CancellationToken,
): Promise<FirstSettingsResult | null> {
  const there = { uri: uriOf(session, path), text: null };
  const before = settingsText(session, path);
  const result = await senderResult(session, token);
  if (result === undefined) return null;
  const { nameOf } = namedPlaces(session);
  const subject = { result, workspace: session.workspace, nameOf, sourceOf: () => undefined };
  const merged = before === undefined ? undefined : mergedSettings(before, subject);
  if (before === undefined || merged === undefined || merged.added.length === 0) return there;
  const edit = changeOf(before, merged.text);
  return {
    ...there,
    edits: [{ range: rangeToProtocol(new PlainText(before), edit.range), newText: edit.text }],
    added: merged.added.map(({ domain, entry }) => printable(`${domain}: ${entry}`)),
  };
}

/** The text in the editor, saved or not. */
function settingsText({ documents }: Session, path: DocumentPath): string | undefined {
  const open = documents.at(path);
  if (open?.kind === 'config') return open.text.getText();
  const file = readTextFile(path);
  return file.kind === 'text' ? file.text : undefined;
}

/** The single edit between the common prefix and the common suffix of two texts. */
function changeOf(before: string, after: string): Edit {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return { range: rangeOf(start, before.length - end), text: after.slice(start, after.length - end) };
}

/** An initial settings file for a folder without one. */
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
