import type { DomainName } from '../dns/names.ts';
import type { Policy } from '../email/policies.ts';
import type { RecordBlock } from '../records/document.ts';
import type { DnsRecord } from '../records/record.ts';
import type { AnyRule } from '../rules/rule.ts';
import type { Range } from '../text/range.ts';
import type { StoredFinding } from './finding-store.ts';
import { Place } from './place.ts';
import type { Member } from './place.ts';
import { policyOf } from './policies.ts';
import { tableOf } from './rule-table.ts';
import { messageOf, resolvePlace, runOnFault, runOnOwner, runOnRecord } from './run-rules.ts';
import type { RuleFailure, RuleReport, Runner, ZoneView } from './run-rules.ts';
import type { ZoneRecords } from './zone-records.ts';

/** Runs the rule of a finding again, for what the finding itself does not keep: its fixes and related places. */
export class RulesAgain {
  private readonly zone: ZoneView;
  private readonly records: ZoneRecords;
  private readonly failed: RuleFailure;
  /** The last one: a record's findings are mostly looked at one after the other. */
  private looked: LookedAt | undefined;
  private said: SaidOfName | undefined;

  constructor(zone: ZoneView, records: ZoneRecords, failed: RuleFailure) {
    this.zone = zone;
    this.records = records;
    this.failed = failed;
  }

  /** Records, or what is known of names, may be others now. */
  forget(): void {
    this.looked = undefined;
    this.said = undefined;
  }

  /** The report that gave the finding; `undefined` where the rule does not say it any more. */
  reportOf(finding: StoredFinding, member: Member, block: RecordBlock): RuleReport | undefined {
    const { rule, by } = finding;
    if (by !== undefined) {
      if (this.said?.rule !== rule || this.said.name !== by) this.said = this.sayOf(rule, by);
      return this.said.find(finding);
    }
    let match: RuleReport | undefined;
    const only = this.only(rule, (found) => {
      if (match === undefined && tells(found, finding)) match = found;
    });
    if (rule.subject === 'fault') {
      for (const fault of block.faults) if (fault.anchor.id === finding.entry) runOnFault(only, fault);
    } else {
      const index = block.indexOfId(finding.entry);
      if (index < 0) return undefined;
      const looked = this.look(member, block, index);
      if (looked !== undefined) runOnRecord(only, looked.record, block.typeAt(index), looked);
    }
    return match;
  }

  private only(rule: AnyRule, emit: Runner['emit']): Runner {
    return { table: tableOf(rule), zone: this.zone, failed: this.failed, emit };
  }

  private sayOf(rule: AnyRule, name: DomainName): SaidOfName {
    const said = new SaidOfName(rule, name);
    const only = this.only(rule, (report) => {
      said.add(report);
    });
    runOnOwner(only, name, this.records.allOf(name), this.records.typesOf(name));
    return said;
  }

  /** The record of an entry and its policy. */
  private look(member: Member, block: RecordBlock, index: number): LookedAt | undefined {
    const id = block.idAt(index);
    if (this.looked?.block === block && this.looked.id === id) return this.looked;
    const record = this.records.recordAt(new Place(member, block, index));
    this.looked = record && { block, id, record, policy: policyOf(record) };
    return this.looked;
  }
}

interface LookedAt {
  readonly block: RecordBlock;
  readonly id: number;
  readonly record: DnsRecord;
  readonly policy: Policy | undefined;
}

/** Whether the report is the one that gave the finding. */
function tells({ rule, report, record: on }: RuleReport, finding: StoredFinding): boolean {
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
class SaidOfName {
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
