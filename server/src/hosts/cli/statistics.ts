import { SEVERITIES } from '../../analysis/engine/finding-store.ts';
import type { DomainName } from '../../dns/names.ts';
import type { Severity } from '../../records/report.ts';

/** How many findings a rule has. */
export interface RuleCount {
  readonly rule: string;
  readonly severity: Severity;
  readonly findings: number;
  /** Of those, how many have a safe fix. */
  readonly fixable: number;
  /** In how many zones; files of no known zone count as one each. */
  readonly zones: number;
}

/** How many findings a zone has. */
export interface ZoneCount extends Readonly<Record<Severity, number>> {
  /** The name of the zone; `null` for a file of no known zone. */
  readonly zone: DomainName | null;
  /** The first file that has it. */
  readonly path: string;
}

export interface Statistics {
  /** The most severe first, then the most frequent. A rule whose findings differ in severity is in several entries. */
  readonly rules: readonly RuleCount[];
  /** The most severe first. Zones without findings are left out. */
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
