import { CONFIG_FILE } from '../../analysis/input/config.ts';
import type { ConfigLookup } from '../node/config-files.ts';
import type { CheckResult } from './check-result.ts';

/**
 * How to say who sends: for people in front of a terminal who have no settings file yet, once a run. Whoever has one
 * has decided already, and an empty one (`{}`) keeps the note away.
 */
export function declareNote(
  { files }: Pick<CheckResult, 'files'>,
  configs: ConfigLookup,
  isTerminal: boolean,
): string | undefined {
  if (!isTerminal || files.some(({ path }) => configs.nearest(path) !== undefined)) return undefined;
  if (!files.some(({ emailRecords }) => emailRecords() > 0)) return undefined;
  return `Nobody has said who sends mail: "mailtxt senders --init" writes a first ${CONFIG_FILE} to complete, and senders that the records leave out are found then.\n`;
}
