import type { DomainName } from '../../dns/names.ts';
import type { Policy } from '../../email/policies.ts';
import type { RecordBlock } from '../../records/document.ts';
import type { DnsRecord } from '../../records/record.ts';
import type { AnyRule } from '../../rules/rule.ts';
import { dataKey } from './finding-store.ts';
import type { StoredFinding } from './finding-store.ts';
import { RecordPlace } from '../records/place.ts';
import type { Member } from '../records/place.ts';
import { policyOf } from './policies.ts';
import { tableOf } from './rule-table.ts';
import { resolvePlace, runOnFault, runOnOwner, runOnRecord } from './run-rules.ts';
import type { RuleFailure, RuleReport, Runner, ZoneView } from './run-rules.ts';
import type { ZoneRecords } from '../records/zone-records.ts';

/** Runs the rule of a finding again, for data that the finding does not store: its fixes and related places. */
export class RuleReruns {
  private readonly zone: ZoneView;
  private readonly records: ZoneRecords;
  private readonly failed: RuleFailure;
  /** The most recent reports, because the findings of a record or a name are usually requested one after the other. */
  private entry: EntryReports | undefined;
  private name: NameReports | undefined;

  constructor(zone: ZoneView, records: ZoneRecords, failed: RuleFailure) {
    this.zone = zone;
    this.records = records;
    this.failed = failed;
  }

  /** Records, or what is known about names, may have changed. */
  forget(): void {
    this.entry = undefined;
    this.name = undefined;
  }

  /** The report of the finding; `undefined` if the rule no longer reports it. */
  reportOf(finding: StoredFinding, member: Member, block: RecordBlock): RuleReport | undefined {
    const { rule, by } = finding;
    const reports = by === undefined ? this.entryReports(block, finding.entry) : this.nameReports(by);
    let ofRule = reports.byRule.get(rule);
    if (ofRule === undefined) {
      ofRule = new RuleReports();
      reports.byRule.set(rule, ofRule);
      const { add } = ofRule;
      const runner = { table: tableOf(rule), zone: this.zone, failed: this.failed, emit: add };
      if (by !== undefined) this.runOnName(runner, by);
      else if (rule.subject === 'fault') this.runOnFaults(runner, block, finding.entry);
      else this.runOnEntry(runner, member, block, finding.entry);
    }
    return ofRule.find(finding);
  }

  private entryReports(block: RecordBlock, id: number): EntryReports {
    if (this.entry?.block !== block || this.entry.id !== id) {
      this.entry = { block, id, byRule: new Map(), read: undefined };
    }
    return this.entry;
  }

  private nameReports(name: DomainName): NameReports {
    if (this.name?.name !== name) this.name = { name, byRule: new Map() };
    return this.name;
  }

  private runOnName(runner: Runner, name: DomainName): void {
    runOnOwner(runner, name, this.records.allOf(name), this.records.typesOf(name));
  }

  private runOnFaults(runner: Runner, block: RecordBlock, id: number): void {
    for (const fault of block.faults) if (fault.anchor.id === id) runOnFault(runner, fault);
  }

  private runOnEntry(runner: Runner, member: Member, block: RecordBlock, id: number): void {
    const index = block.indexOfId(id);
    if (index < 0) return;
    const reports = this.entryReports(block, id);
    if (reports.read === undefined) {
      const record = this.records.recordAt(new RecordPlace(member, block, index));
      if (record === undefined) return;
      reports.read = { record, policy: policyOf(record) };
    }
    runOnRecord(runner, reports.read.record, block.typeAt(index), reports.read);
  }
}

type ReportsByRule = Map<AnyRule, RuleReports>;

interface NameReports {
  readonly name: DomainName;
  readonly byRule: ReportsByRule;
}

interface EntryReports {
  readonly block: RecordBlock;
  readonly id: number;
  readonly byRule: ReportsByRule;
  /** `undefined` until a rule has run on the record. */
  read: { readonly record: DnsRecord; readonly policy: Policy | undefined } | undefined;
}

/**
 * All reports of a rule for one entry, or for the records of one name. Otherwise, a rule with 1000 findings there would run 1000
 * times to reproduce each of them.
 */
class RuleReports {
  private readonly byKey = new Map<string, RuleReport>();

  readonly add = (found: RuleReport): void => {
    const { report } = found;
    const { record, range, part } = resolvePlace(report.at, found.record);
    const key = keyOf({
      entry: record?.anchor.id,
      range,
      part,
      message: report.message,
      data: report.data,
    });
    if (!this.byKey.has(key)) this.byKey.set(key, found);
  };

  find(finding: StoredFinding): RuleReport | undefined {
    return this.byKey.get(keyOf(finding)) ?? this.byKey.get(keyOf({ ...finding, entry: undefined }));
  }
}

/** What a report of a rule and its finding have in common. */
function keyOf({
  entry,
  range,
  part,
  message,
  data,
}: Pick<StoredFinding, 'range' | 'part' | 'message' | 'data'> & {
  readonly entry: number | undefined;
}): string {
  const of = part === undefined ? '' : `${part.start}-${part.end}`;
  return `${entry ?? ''} ${range.start}-${range.end} ${of} ${message} ${dataKey(data)}`;
}
