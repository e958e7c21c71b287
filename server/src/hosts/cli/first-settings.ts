import { join } from 'node:path';

import { CONFIG_FILE } from '../../analysis/input/config.ts';
import { firstSettings, settingsTemplate } from '../../features/reports/first-settings.ts';
import type { FirstFiles } from '../../features/reports/first-settings.ts';
import { shorten } from '../../text/shorten.ts';
import { several } from '../../text/several.ts';
import type { LoadedConfig } from '../node/loaded-config.ts';
import { mergedSettings } from '../../features/reports/merged-settings.ts';
import type { AddedSender } from '../../features/reports/merged-settings.ts';
import type { SendersSubject } from '../../features/reports/senders-places.ts';
import { isInside, toDocumentPath } from '../node/paths.ts';
import { createTextFile, replaceTextFile } from '../node/replace-file.ts';
import { readTextFile } from '../node/text-file.ts';
import type { ExitStatus } from './exit-status.ts';
import type { Inputs } from './inputs.ts';
import { openOutput } from './output.ts';
import { UsageError } from './usage-error.ts';
import { printableLines } from '../../text/printable.ts';

/** Characters of an entry that a list shows. The file has the whole entry. */
const SHOWN_ENTRY = 120;

/** Adds undeclared senders to an existing settings file. Everything in the file is kept, including comments. */
function mergeInto(
  path: string,
  name: string,
  subject: SendersSubject,
): { readonly text: string; readonly status: ExitStatus } {
  const file = readTextFile(path);
  const merged = file.kind === 'text' ? mergedSettings(file.text, subject) : undefined;
  if (file.kind !== 'text' || merged === undefined)
    return { text: `${name} cannot be read as settings, so it was not changed`, status: 2 };
  const { text, added, questions } = merged;
  const listed = (those: readonly AddedSender[]): string =>
    those.map(({ domain, entry }) => `\n  ${domain}: ${shorten(entry, SHOWN_ENTRY)}`).join('');
  const open = questions.length === 0 ? '' : `\nPossible senders, not added:${listed(questions)}`;
  if (added.length === 0)
    return {
      text: `${name} was not changed: it already declares every sender that is set up${open}`,
      status: 0,
    };
  const failure = replaceTextFile(path, file.text, text);
  if (failure !== undefined) return { text: `${name} ${failure}`, status: 2 };
  const count = several(added.length, 'sender');
  return { text: `added ${count} to ${name}; review them:${listed(added)}${open}`, status: 0 };
}

/** `mailtxt init` and `mailtxt senders --init`: create a settings file, or add to the existing one. */
export function writeFirstSettings(
  subject: SendersSubject,
  { documents, configs, nameOf }: Inputs,
  found?: FirstFiles,
): ExitStatus {
  const folder = process.cwd();
  const [outside] = documents.filter(({ path }) => !isInside(path, toDocumentPath(folder)));
  if (outside !== undefined) {
    throw new UsageError(`--init writes to the current folder, but ${nameOf(outside.path)} is outside it`);
  }
  const errors = openOutput(2);
  const say = (text: string, status: ExitStatus): ExitStatus => {
    errors.write(`mailtxt: ${printableLines(text)}\n`);
    errors.flush();
    return status;
  };
  const [there] = documents.flatMap(({ path }) => configs.nearest(path) ?? []);
  if (there !== undefined) {
    const { text, status } = mergeInto(there.path, nameOf(there.path), subject);
    return say([text, ...(found === undefined ? [] : unnamedIn(there, found))].join('\n'), status);
  }
  const first = firstSettings(subject, found);
  if (first === undefined) {
    if (found === undefined)
      return say(`${CONFIG_FILE} was not created: the records do not imply any sender`, 0);
    const failure = createTextFile(join(folder, CONFIG_FILE), settingsTemplate());
    if (failure !== undefined) return say(`${CONFIG_FILE} ${failure}`, 2);
    return say(`created ${CONFIG_FILE}; the records do not imply any sender, so add your senders to it`, 0);
  }
  const { text, senders, domains, questions } = first;
  const failure = createTextFile(join(folder, CONFIG_FILE), text);
  if (failure !== undefined) return say(`${CONFIG_FILE} ${failure}`, 2);
  const open = questions === 0 ? '' : `, and with ${several(questions, 'possible sender')} as comments`;
  const who = `${several(senders, 'sender')} for ${several(domains, 'domain')}${open}`;
  return say(`created ${CONFIG_FILE} with ${who}; review it`, 0);
}

/** Notes on reports and bounces of the workspace that existing settings do not name. */
function unnamedIn(there: LoadedConfig, { reports, bounces }: FirstFiles): readonly string[] {
  return Object.entries({ reports, bounces } as const).flatMap(([key, patterns]) =>
    patterns.length === 0 || there.patternsOf(key as 'reports' | 'bounces').length > 0
      ? []
      : [`to use the ${key} that were found, add "${key}": ${JSON.stringify(patterns)}`],
  );
}
