import { join } from 'node:path';

import { CONFIG_FILE } from '../../analysis/input/config.ts';
import { firstSettings } from '../../features/reports/first-settings.ts';
import type { SendersSubject } from '../../features/reports/senders-places.ts';
import { isInside, toDocumentPath } from '../node/paths.ts';
import { createTextFile } from '../node/replace-file.ts';
import type { ExitStatus } from './exit-status.ts';
import type { Inputs } from './inputs.ts';
import { openOutput, writeAll } from './output.ts';
import { UsageError } from './usage-error.ts';
import { printableLines } from '../../text/printable.ts';

/** `mailtxt senders --init`: writes a first settings file, and never over another one. */
export function writeFirstSettings(
  subject: SendersSubject,
  { documents, configs, nameOf }: Inputs,
): ExitStatus {
  const folder = process.cwd();
  const [outside] = documents.filter(({ path }) => !isInside(path, toDocumentPath(folder)));
  if (outside !== undefined) {
    throw new UsageError(
      `--init writes into the current folder, and that does not hold ${nameOf(outside.path)}`,
    );
  }
  const errors = openOutput(2);
  const say = (text: string, status: ExitStatus): ExitStatus => {
    errors.write(`mailtxt: ${printableLines(text)}\n`);
    errors.flush();
    return status;
  };
  const first = firstSettings(subject);
  if (first === undefined) {
    return say(`no ${CONFIG_FILE} was written: nothing in the records tells who sends`, 0);
  }
  const { text, senders, domains, questions } = first;
  const [there] = documents.flatMap(({ path }) => configs.nearest(path) ?? []);
  if (there !== undefined) {
    writeAll(1, Buffer.from(text));
    return say(`${nameOf(there.path)} is there already and stays as it is; this would be a first one`, 2);
  }
  const failure = createTextFile(join(folder, CONFIG_FILE), text);
  if (failure !== undefined) return say(`${CONFIG_FILE} ${failure}`, 2);
  const open = questions === 0 ? '' : `, and ${questions} more to decide on, as comments`;
  return say(
    `wrote ${CONFIG_FILE} with ${senders} sender${senders === 1 ? '' : 's'} of ${domains} domain${domains === 1 ? '' : 's'}${open}; look through it`,
    0,
  );
}
