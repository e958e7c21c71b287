import type { Paint } from '../../../features/reports/paint.ts';
import type { Severity } from '../../../records/report.ts';
import { groupDigits } from '../../../text/group-digits.ts';
import { printable } from '../../../text/printable.ts';
import { checksNoRecord } from '../check-result.ts';
import type { CheckResult, FixedFinding } from '../check-result.ts';

interface SummaryOptions {
  readonly paint: Paint;
  readonly nameOf: (path: string) => string;
}

const NOUNS: Readonly<Record<Severity, readonly [one: string, many: string]>> = {
  error: ['error', 'errors'],
  warning: ['warning', 'warnings'],
  info: ['info', 'info'],
  hint: ['hint', 'hints'],
};
const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

/** `3 errors, 1 warning in 2 files (31 records); 2 can be fixed with --fix` */
export function summary(result: CheckResult, safelyFixable: number, { paint }: SummaryOptions): string {
  const { counts, files, records, baseline, changed } = result;
  const where = `${countNoun(files.length, 'file')} (${countNoun(records, 'record')})`;
  const found = SEVERITIES.filter((severity) => counts[severity] > 0).map((severity) =>
    paint(severity, countNoun(counts[severity], ...NOUNS[severity])),
  );
  const hidden = hiddenText(baseline?.known ?? 0, changed);
  if (found.length === 0 && checksNoRecord(result))
    return `${paint('warning', 'No records were checked')} in ${countNoun(files.length, 'file')}${hidden}\n`;
  if (found.length === 0) return `${paint('good', 'Nothing to report')} in ${where}${hidden}\n`;
  const hint = safelyFixable === 0 ? '' : `; ${groupDigits(safelyFixable)} can be fixed with --fix`;
  return `${found.join(', ')} in ${where}${hint}${hidden}\n`;
}

/** `; 3 findings in the baseline; 2 findings not related to the changes since main` */
function hiddenText(known: number, changed: CheckResult['changed']): string {
  const { unrelated, ref } = changed ?? { unrelated: 0, ref: '' };
  const inBaseline = known === 0 ? '' : `; ${countNoun(known, 'finding')} in the baseline`;
  if (unrelated === 0) return inBaseline;
  return `${inBaseline}; ${countNoun(unrelated, 'finding')} not related to the changes since ${printable(ref)}`;
}

/** The applied fixes, by file and rule. */
export function fixSummary(fixed: readonly FixedFinding[], { paint, nameOf }: SummaryOptions): string {
  const counts = new Map<string, Map<string, number>>();
  for (const { path, rule } of fixed) {
    const ofFile = counts.get(path) ?? new Map<string, number>();
    counts.set(path, ofFile.set(rule, (ofFile.get(rule) ?? 0) + 1));
  }
  let text = '';
  for (const [path, ofFile] of counts) {
    const rules = [...ofFile].map(([rule, times]) =>
      times === 1 ? rule : `${rule} (${groupDigits(times)} times)`,
    );
    text += `${paint('good', 'Fixed')} ${paint('strong', printable(nameOf(path)))}: ${rules.join(', ')}\n`;
  }
  return text;
}

/** `1 file`, `2,000 files` */
export function countNoun(total: number, one: string, many = `${one}s`): string {
  return `${groupDigits(total)} ${total === 1 ? one : many}`;
}
