import { CONFIG_FILE } from '../../analysis/input/config.ts';
import type { ConfigLookup } from '../node/config-files.ts';
import type { CheckResult } from './check-result.ts';

/**
 * The note on how to declare senders: shown once per run, on a terminal, as long as there is no settings file. Any settings
 * file turns the note off, even an empty one (`{}`).
 */
export function declareNote(
  { files }: Pick<CheckResult, 'files'>,
  configs: ConfigLookup,
  isTerminal: boolean,
): string | undefined {
  if (!isTerminal || files.some(({ path }) => configs.nearest(path) !== undefined)) return undefined;
  if (!files.some(({ emailRecords }) => emailRecords() > 0)) return undefined;
  return `No senders are declared. "mailtxt senders --init" creates a ${CONFIG_FILE} for you to complete, so that mailtxt can report senders missing from your records.\n`;
}
