import { createHash } from 'node:crypto';

import type { DocumentPath } from '../../../analysis/finding.ts';
import type { Severity } from '../../../records/report.ts';
import type { CheckResult } from '../check-result.ts';
import { FingerprintCounter } from '../fingerprint.ts';
import type { Output } from '../output.ts';
import { jsonRange, jsonText } from './json.ts';

/** GitLab also has "blocker", which is more severe than any finding. */
const SEVERITIES: Readonly<Record<Severity, 'critical' | 'major' | 'minor' | 'info'>> = {
  error: 'critical',
  warning: 'major',
  info: 'minor',
  hint: 'info',
};

/**
 * Writes a Code Quality report for GitLab: a list of findings. GitLab compares the fingerprints of two branches, and shows only one of
 * several findings with the same fingerprint, so the fingerprints of equal findings are numbered.
 */
export function reportGitlab(result: CheckResult, out: Output, nameOf: (path: DocumentPath) => string): void {
  const counter = new FingerprintCounter();
  let separator = '[\n';
  for (const { path, findings } of result.files) {
    const source = result.textOf(path);
    for (const finding of findings) {
      // The output is closed, but the remaining findings determine the exit status.
      if (out.closed || source === undefined) continue;
      const { start, end } = jsonRange(source, finding.range);
      const issue = {
        description: finding.message,
        check_name: finding.rule,
        fingerprint: hashOf(counter.next(finding.fingerprint)),
        severity: SEVERITIES[finding.severity],
        location: { path: nameOf(path), lines: { begin: start.line, end: end.line } },
      };
      out.write(separator + jsonText(issue));
      separator = ',\n';
    }
  }
  out.write(separator === '[\n' ? '[]\n' : '\n]\n');
}

function hashOf(numbered: string): string {
  return createHash('sha256').update(numbered).digest('hex').slice(0, 32);
}
