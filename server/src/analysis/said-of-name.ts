import type { DomainName } from '../dns/names.ts';
import type { AnyRule } from '../rules/rule.ts';
import type { Range } from '../text/range.ts';
import type { StoredFinding } from './finding-store.ts';
import { messageOf, resolvePlace } from './run-rules.ts';
import type { RuleReport } from './run-rules.ts';

/** Whether the report is the one that gave the finding. */
export function tells({ rule, report, record: on }: RuleReport, finding: StoredFinding): boolean {
  if (rule !== finding.rule) return false;
  const { record, range, part } = resolvePlace(report.at, on);
  const entry = record?.anchor.id ?? finding.entry;
  if (entry !== finding.entry || !isSame(range, finding.range) || !isSame(part, finding.part)) return false;
  return messageOf(rule, report.message, report.data) === messageOf(rule, finding.message, finding.data);
}

function isSame(a: Range | undefined, b: Range | undefined): boolean {
  return a?.start === b?.start && a?.end === b?.end;
}

/**
 * All that a rule says of the records of a name. Where it finds a thousand things, it would run a thousand times to say
 * each again.
 */
export class SaidOfName {
  readonly rule: AnyRule;
  readonly name: DomainName;
  /** By the entry that each stands on. */
  private readonly byEntry = new Map<number | undefined, RuleReport[]>();

  constructor(rule: AnyRule, name: DomainName) {
    this.rule = rule;
    this.name = name;
  }

  add(said: RuleReport): void {
    const entry = resolvePlace(said.report.at, said.record).record?.anchor.id;
    const there = this.byEntry.get(entry);
    if (there === undefined) this.byEntry.set(entry, [said]);
    else there.push(said);
  }

  find(finding: StoredFinding): RuleReport | undefined {
    const candidates = [...(this.byEntry.get(finding.entry) ?? []), ...(this.byEntry.get(undefined) ?? [])];
    return candidates.find((said) => tells(said, finding));
  }
}
