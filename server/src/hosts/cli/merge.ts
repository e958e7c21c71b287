import { resolve } from 'node:path';

import type { MergeCommand } from './arguments.ts';
import type { ExitStatus } from './exit-status.ts';
import { isAtLeast } from './check-result.ts';
import { mergeJson } from './merge/json.ts';
import { isReportObject, NotMergeable } from './merge/merged.ts';
import type { Merged, ReportFile } from './merge/merged.ts';
import { mergeSarif } from './merge/sarif.ts';
import { openOutput } from './output.ts';
import { SEVERITIES } from '../../analysis/engine/finding-store.ts';
import { readTextFile } from '../node/text-file.ts';
import { UsageError } from './usage-error.ts';

/** `mailtxt merge`: merges the reports of the shards of one check into the report of the whole check. */
export function runMerge({ files, failOn }: MergeCommand): ExitStatus {
  const reports = files.map((typed) => readReport(typed));
  const merged = mergeAll(reports);
  const out = openOutput(1, Infinity);
  merged.write(out);
  out.flush();
  if (merged.hasFailed) return 2;
  return SEVERITIES.some((severity) => merged.counts[severity] > 0 && isAtLeast(severity, failOn)) ? 1 : 0;
}

function mergeAll(reports: readonly ReportFile[]): Merged {
  try {
    const isSarif = reports.map(({ value }) => isReportObject(value) && 'runs' in value);
    if (!isSarif.includes(false)) return mergeSarif(reports);
    if (!isSarif.includes(true)) return mergeJson(reports);
  } catch (error) {
    if (error instanceof NotMergeable) throw new UsageError(error.message);
    throw error;
  }
  throw new UsageError('only some of the reports are SARIF: merge each kind separately');
}

/** @throws UsageError */
function readReport(typed: string): ReportFile {
  const file = readTextFile(resolve(typed));
  if (file.kind === 'unreadable') throw new UsageError(`${typed} ${file.reason}`);
  try {
    return { name: typed, value: JSON.parse(file.text) };
  } catch {
    throw new UsageError(`${typed} is not valid JSON, or is truncated`);
  }
}
