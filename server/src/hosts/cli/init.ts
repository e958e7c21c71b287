import { join } from 'node:path';

import { CONFIG_FILE } from '../../analysis/input/config.ts';
import { several } from '../../text/several.ts';
import { printableLines } from '../../text/printable.ts';
import { toDocumentPath } from '../node/paths.ts';
import type { InitCommand } from './arguments.ts';
import type { ExitStatus } from './exit-status.ts';
import { findEvidence } from './found-evidence.ts';
import type { FoundEvidence } from './found-evidence.ts';
import { openOutput } from './output.ts';
import { runSenders } from './senders.ts';

/** `mailtxt init`: creates a settings file from the records, reports and bounces of the current folder. */
export async function runInit(command: InitCommand): Promise<ExitStatus> {
  const folder = process.cwd();
  const found = findEvidence(toDocumentPath(folder), toDocumentPath(join(folder, CONFIG_FILE)));
  const text = foundText(found);
  if (text !== undefined) {
    const errors = openOutput(2);
    errors.write(`mailtxt: ${printableLines(text)}\n`);
    errors.flush();
  }
  return runSenders(
    { ...command, kind: 'senders', format: 'text', init: true, policy: undefined, color: false },
    Date.now,
    found,
  );
}

function foundText({ reports, bounces, reportFiles, bounceFiles }: FoundEvidence): string | undefined {
  const found = [
    ...(reportFiles === 0
      ? []
      : [`${several(reportFiles, 'file')} with DMARC reports (${reports.join(', ')})`]),
    ...(bounceFiles === 0 ? [] : [`${several(bounceFiles, 'bounce')} (${bounces.join(', ')})`]),
  ];
  return found.length === 0 ? undefined : `found ${found.join(' and ')}`;
}
