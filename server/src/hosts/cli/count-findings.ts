import type { CheckedFile, CheckResult, ListedFinding } from './check-result.ts';
import { sortRules, sortZones } from './statistics.ts';
import type { RuleCount, Statistics, ZoneCount } from './statistics.ts';

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** Counts findings by rule and by zone, without keeping them. */
class StatisticsCounter {
  private readonly rules = new Map<string, Mutable<RuleCount> & { readonly in: Set<string> }>();
  private readonly zones = new Map<string, Mutable<ZoneCount>>();

  /** `name`: the displayed name of the file. */
  add({ rule, severity, details }: ListedFinding, { zones }: CheckedFile, name: string): void {
    const zone = zones[0] ?? null;
    const zoneKey = zone ?? `/${name}`;
    const key = `${severity} ${rule}`;
    let ofRule = this.rules.get(key);
    if (ofRule === undefined) {
      ofRule = { rule, severity, findings: 0, fixable: 0, zones: 0, in: new Set() };
      this.rules.set(key, ofRule);
    }
    ofRule.findings++;
    if (details.fixes.some(({ safety }) => safety === 'safe')) ofRule.fixable++;
    ofRule.in.add(zoneKey);
    let ofZone = this.zones.get(zoneKey);
    if (ofZone === undefined) {
      ofZone = { zone, path: name, error: 0, warning: 0, info: 0, hint: 0 };
      this.zones.set(zoneKey, ofZone);
    }
    ofZone[severity]++;
  }

  statistics(): Statistics {
    const rules = Array.from(this.rules.values(), ({ in: zones, ...count }) => ({
      ...count,
      zones: zones.size,
    }));
    return { rules: sortRules(rules), zones: sortZones([...this.zones.values()]) };
  }
}

/** The result with counts instead of findings. All findings are computed now. */
export function countedResult(result: CheckResult, nameOf: (path: string) => string): CheckResult {
  const counter = new StatisticsCounter();
  for (const file of result.files)
    for (const finding of file.findings) counter.add(finding, file, nameOf(file.path));
  const files = result.files.map((file) => ({ ...file, findings: [] }));
  return { ...result, files, statistics: counter.statistics() };
}
