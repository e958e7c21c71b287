import type { DomainName } from '../../dns/names.ts';
import type { RecordBlock } from '../../records/document.ts';
import type { DnsRecord } from '../../records/record.ts';
import { RecordPlace } from '../records/place.ts';
import type { Member } from '../records/place.ts';
import { LAST_TYPE } from '../records/zone-records.ts';
import type { ZoneRecords } from '../records/zone-records.ts';
import type { RuleTable } from './rule-table.ts';
import { runOnFault, runOnOwner, runOnRecord } from './run-rules.ts';
import type { RuleFailure, RuleReport, Runner, ZoneView } from './run-rules.ts';
import type { ZoneFindings } from './zone-findings.ts';

const TXT = 16;
const SPF = 99;

/** Runs rules on a zone's records, on its names and on the faults of its entries, and passes on their reports. */
export class ZoneChecks {
  private readonly table: RuleTable;
  private readonly zone: ZoneView;
  private readonly records: ZoneRecords;
  private readonly findings: ZoneFindings;
  private readonly failed: RuleFailure;
  private readonly ofRecords: Runner;

  constructor(options: {
    readonly table: RuleTable;
    readonly zone: ZoneView;
    readonly records: ZoneRecords;
    readonly findings: ZoneFindings;
    readonly failed: RuleFailure;
  }) {
    this.table = options.table;
    this.zone = options.zone;
    this.records = options.records;
    this.findings = options.findings;
    this.failed = options.failed;
    this.ofRecords = this.runner((report) => this.findings.add(report));
  }

  /** Runs the rules on records of this zone, and returns their reports. */
  runner(emit: (report: RuleReport) => void): Runner {
    return { table: this.table, zone: this.zone, failed: this.failed, emit };
  }

  /** Checks everything, one block at a time, if there are no findings yet. */
  *all(): Generator<RecordBlock> {
    for (const name of this.dividedNames()) this.owner(name);
    for (const member of this.records.members) {
      for (const block of member.document.blocks) {
        this.faults(member, block);
        for (const run of this.runsOf(block)) this.run(member, block, run);
        yield block;
      }
    }
  }

  faults(member: Member, block: RecordBlock): void {
    for (const fault of block.faults) {
      runOnFault(
        this.runner((report) =>
          this.findings.add(report, new RecordPlace(member, block, block.indexOfId(fault.anchor.id))),
        ),
        fault,
      );
    }
  }

  /** Checks one record alone. */
  entry(place: RecordPlace): void {
    if (!this.concernsRecord(place.block.typeAt(place.index))) return;
    const record = this.records.recordAt(place);
    if (record !== undefined) this.record(record, place);
  }

  /** Checks all records of a name together, and replaces their previous findings. */
  owner(name: DomainName): void {
    this.findings.dropOfOwner(name);
    const types = this.records.typesOf(name);
    if (types.length > 0 && this.concerns(types)) this.recordsOf(name, this.records.allOf(name), types);
  }

  /** The names whose records are not all adjacent, over all members. */
  private dividedNames(): ReadonlySet<DomainName> {
    const names = new Set<DomainName>();
    for (const { document } of this.records.members) {
      for (const block of document.blocks) {
        for (const { first, end, isDivided } of this.runsOf(block)) {
          if (isDivided) for (const name of namesIn(block, first, end)) names.add(name);
        }
      }
    }
    return names;
  }

  /** Adjacent records without a directive between them, whose owner names have the same hash. */
  private *runsOf(block: RecordBlock): Generator<Run> {
    const runs: { readonly first: number; readonly end: number; readonly hash: number }[] = [];
    const runsWith = new Map<number, number>();
    for (let first = 0, end = 0; first < block.size; first = end) {
      end++;
      if (block.typeAt(first) > LAST_TYPE) continue;
      const hash = block.ownerHashAt(first);
      while (end < block.size && block.typeAt(end) <= LAST_TYPE && block.ownerHashAt(end) === hash) end++;
      runs.push({ first, end, hash });
      runsWith.set(hash, (runsWith.get(hash) ?? 0) + 1);
    }
    for (const { first, end, hash } of runs)
      yield { first, end, isDivided: runsWith.get(hash) !== 1 || this.records.isElsewhere(hash, block) };
  }

  /** Checks the entries of a run one by one and, if there are no others of their names, as one name. */
  private run(member: Member, block: RecordBlock, { first, end, isDivided }: Run): void {
    const types: number[] = [];
    for (let index = first; index < end; index++) types.push(block.typeAt(index));
    const asOne = !isDivided && this.concerns(types);
    const records: DnsRecord[] = [];
    for (const [i, type] of types.entries()) {
      const alone = this.concernsRecord(type);
      if (!alone && !asOne) continue;
      // The rules see the same record alone and with the others of its name.
      const place = new RecordPlace(member, block, first + i);
      const record = this.records.recordAt(place);
      if (record === undefined) continue;
      if (alone) this.record(record, place);
      records.push(record);
    }
    if (!asOne) return;
    const name = block.ownerAt(first);
    // Names with the same hash can differ, and the root has the hash of a record without an owner name.
    if (name !== undefined && records.every(({ owner }) => owner === name))
      this.recordsOf(name, records, types);
    else for (const owner of namesIn(block, first, end)) this.owner(owner);
  }

  /** Whether a rule on all records of a name can report something with these types. */
  private concerns(types: readonly number[]): boolean {
    return this.table.owner.for(types).length > 0;
  }

  /** Whether a rule on single records can. */
  private concernsRecord(type: number): boolean {
    return type === TXT || type === SPF || this.table.record.has(type);
  }

  private record(record: DnsRecord, { block, index }: RecordPlace): void {
    // A record without an owner name is invalid, and no name would lead back to it when an answer changes.
    if (block.ownerAt(index) === undefined && record.ownerText === undefined) return;
    runOnRecord(this.ofRecords, record, block.typeAt(index));
  }

  private recordsOf(name: DomainName, records: readonly DnsRecord[], types: readonly number[]): void {
    runOnOwner(
      this.runner((report) => this.findings.addOfOwner(report, name)),
      name,
      records,
      types,
    );
  }
}

interface Run {
  /** Indexes of the first entry, and of the one after the last. */
  readonly first: number;
  readonly end: number;
  /** Whether there are others with that hash in other places. */
  readonly isDivided: boolean;
}

/** The names of the records from `first` to before `end`. */
export function namesIn(block: RecordBlock, first: number, end: number): ReadonlySet<DomainName> {
  const names = new Set<DomainName>();
  for (let index = first; index < end; index++) {
    const name = block.typeAt(index) <= LAST_TYPE ? block.ownerAt(index) : undefined;
    if (name !== undefined) names.add(name);
  }
  return names;
}
