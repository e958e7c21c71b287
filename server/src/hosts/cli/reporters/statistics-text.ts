import { SEVERITIES } from '../../../analysis/engine/finding-store.ts';
import { groupDigits } from '../../../text/group-digits.ts';
import { printable } from '../../../text/printable.ts';
import type { Output } from '../output.ts';
import type { RuleCount, Statistics, ZoneCount } from '../statistics.ts';
import type { TextOptions } from './frame-text.ts';
import { countNoun } from './summary.ts';

/** Zones that the statistics list, unless all are requested. */
const MAX_ZONES = 20;

/** Writes the number of findings of each rule and each zone. */
export function reportStatistics(
  { rules, zones }: Statistics,
  out: Output,
  { paint }: Pick<TextOptions, 'paint'>,
  verbose: boolean,
): void {
  if (rules.length === 0) return;
  const width = Math.max(...rules.map(({ findings }) => groupDigits(findings).length));
  const severityWidth = Math.max(...rules.map(({ severity }) => severity.length));
  const ruleWidth = Math.max(...rules.map(({ rule }) => rule.length));
  out.write(`${paint('strong', 'Findings by rule')}\n`);
  for (const count of rules) {
    const { rule, severity, findings } = count;
    const name = paint(severity, severity) + ' '.repeat(severityWidth - severity.length);
    out.write(
      `  ${groupDigits(findings).padStart(width)}  ${name}  ${rule.padEnd(ruleWidth)}  ${whereText(count)}\n`,
    );
  }
  const shown = verbose ? zones : zones.slice(0, MAX_ZONES);
  const names = shown.map(({ zone, path }) => printable(zone ?? path));
  const nameWidth = Math.max(...names.map(({ length }) => length));
  out.write(`\n${paint('strong', 'Findings by zone')}\n`);
  for (const [i, count] of shown.entries())
    out.write(`  ${(names[i] ?? '').padEnd(nameWidth)}  ${countsText(count)}\n`);
  const hidden = zones.length - shown.length;
  if (hidden > 0) out.write(`  … and ${countNoun(hidden, 'more zone')}; --verbose lists them\n`);
  out.write('\n');
}

function whereText({ zones, fixable }: RuleCount): string {
  const where = `in ${countNoun(zones, 'zone')}`;
  return fixable === 0 ? where : `${where}; ${groupDigits(fixable)} can be fixed with --fix`;
}

function countsText(count: ZoneCount): string {
  return SEVERITIES.filter((severity) => count[severity] > 0)
    .map((severity) => countNoun(count[severity], severity, severity === 'info' ? 'info' : `${severity}s`))
    .join(', ');
}
