import { CONFIG_FILE } from '../../analysis/input/config.ts';
import type { ConfigLookup } from '../node/config-files.ts';
import type { CheckResult } from './check-result.ts';
import { hasEmailRecord } from './email-records.ts';

/**
 * How to say who sends: for people in front of a terminal who have no settings file yet, once a run. Whoever has one
 * has decided already, and an empty one (`{}`) keeps the note away.
 */
export function declareNote(
  { workspace, files }: Pick<CheckResult, 'workspace' | 'files'>,
  configs: ConfigLookup,
  isTerminal: boolean,
): string | undefined {
  const paths = files.map(({ path }) => path);
  if (!isTerminal || paths.some((path) => configs.nearest(path) !== undefined)) return undefined;
  if (!paths.some((path) => hasEmailRecord(workspace, path))) return undefined;
  return `Nobody has said who sends mail: "mailtxt senders --init" writes a first ${CONFIG_FILE} to complete, and senders that the records leave out are found then.\n`;
}
