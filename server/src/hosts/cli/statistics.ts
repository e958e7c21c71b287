import { SEVERITIES } from '../../analysis/engine/finding-store.ts';
import type { DomainName } from '../../dns/names.ts';
import type { Severity } from '../../records/report.ts';

/** The number of findings of a rule. */
export interface RuleCount {
  readonly rule: string;
  readonly severity: Severity;
  readonly findings: number;
  /** The number of these findings with a safe fix. */
  readonly fixable: number;
  /** The number of zones with these findings. Each file without a known zone counts as one. */
  readonly zones: number;
}

/** The number of findings in a zone. */
export interface ZoneCount extends Readonly<Record<Severity, number>> {
  /** The name of the zone. `null` for a file without a known zone. */
  readonly zone: DomainName | null;
  /** The first file of the zone. */
  readonly path: string;
}

export interface Statistics {
  /** The most severe first, then the most frequent. A rule whose findings differ in severity has several entries. */
  readonly rules: readonly RuleCount[];
  /** The most severe first. Zones without findings are omitted. */
  readonly zones: readonly ZoneCount[];
}

export function sortRules(rules: readonly RuleCount[]): readonly RuleCount[] {
  return [...rules].sort(
    (a, b) =>
      SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
      b.findings - a.findings ||
      (a.rule < b.rule ? -1 : 1),
  );
}

export function sortZones(zones: readonly ZoneCount[]): readonly ZoneCount[] {
  return [...zones].sort((a, b) => {
    const severity = SEVERITIES.find((one) => a[one] !== b[one]);
    if (severity !== undefined) return b[severity] - a[severity];
    return (a.zone ?? a.path) < (b.zone ?? b.path) ? -1 : 1;
  });
}
