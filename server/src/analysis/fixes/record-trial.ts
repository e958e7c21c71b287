import type { ZoneFacts } from '../../dns/facts.ts';
import type { DomainName } from '../../dns/names.ts';
import type { NameServer, RecordBlock } from '../../records/document.ts';
import type { DnsRecord } from '../../records/record.ts';
import type { ServiceSource } from '../../records/sending-source.ts';
import type { AnyRule } from '../../rules/rule.ts';
import type { KnownSender } from '../../senders/known-sender.ts';
import type { SeenPolicy } from '../../senders/reports/seen-policies.ts';
import { applyEdits } from '../../text/edit.ts';
import { rangeOf, touches } from '../../text/range.ts';
import type { CommittedZone } from '../../records/committed-zone.ts';
import type { ZoneExport } from '../../records/zone-export.ts';
import type { Range } from '../../text/range.ts';
import type { DocumentInstance } from '../input/entry.ts';
import { effectOn } from './fix-effect.ts';
import type { LocatedFinding, TrialResult } from './fix-effect.ts';
import { RecordPlace } from '../records/place.ts';
import type { Member } from '../records/place.ts';
import { setupQuestionOf } from '../records/setup-records.ts';
import { checkable, locateReport, workOf } from './trial-subject.ts';
import type { TrialSubject, ZoneTrialOptions } from './trial-subject.ts';
import { tableOf } from '../engine/rule-table.ts';
import { runOnOwner, runOnRecord } from '../engine/run-rules.ts';
import type { Runner, RuleReport, ZoneView } from '../engine/run-rules.ts';
import type { Zone } from '../engine/zone.ts';

const SOA = 6;
const NS = 2;
const CNAME = 5;
const DNAME = 39;

/** Comparing this many findings is as much work as checking a record. */
const FINDINGS_PER_RECORD = 4;

/** The current findings of some records, and the amount of work. */
interface Checked {
  readonly findings: readonly LocatedFinding[];
  /** Findings that comments turn off: their rules and where their entries start. */
  readonly turnedOff: ReadonlySet<string>;
  readonly work: number;
}

/** Which rules run on which records: that of a finding on its record, or all on the names that can have other findings. */
interface Scope {
  readonly rule: AnyRule | undefined;
  readonly dependents: readonly (readonly [Zone, DomainName])[];
}

/**
 * Tries edits within one record that keep its owner name, type and TTL. Only the record is read again, and the zone uses it
 * instead of the other one while rules run. Nothing else in the zone changes.
 *
 * Invariant: `last` has the findings of the current documents, which do not change during the lifetime of a `RecordTrials`.
 */
export class RecordTrials {
  /** A record often has several findings, each with a fix. */
  private last: { readonly key: string; readonly checked: Checked } | undefined;

  /**
   * `undefined` if the edits extend beyond one record.
   *
   * @param wantsAdded whether all rules run on everything that can have other findings; otherwise, only the rule of the finding
   * runs on the record
   */
  effect(options: ZoneTrialOptions, subject: TrialSubject, wantsAdded: boolean): TrialResult | undefined {
    const { zone } = options;
    const [instance, ...more] = options.instancesOf(subject.path);
    const [finding] = subject.findings;
    const rule = options.rules.get(finding?.rule ?? '');
    if (instance === undefined || finding === undefined || rule === undefined) return undefined;
    if (more.length > 0) return undefined;
    if (subject.edits.size > 1 || rule.subject === 'fault') return undefined;
    if (subject.findings.some((other) => other.owner !== finding.owner)) return undefined;
    if (!wantsAdded && subject.findings.some((other) => other.rule !== rule.id)) return undefined;
    const record = recordWith(instance, finding.range);
    const changed = record && changedRecord(instance, record, subject);
    const owner = record?.place.block.ownerAt(record.place.index);
    if (record === undefined || changed === undefined || owner === undefined) return undefined;
    const scope: Scope = wantsAdded
      ? { rule: undefined, dependents: dependentsOn(owner, options) }
      : { rule, dependents: [] };
    const startOf = (place: RecordPlace): number | undefined =>
      place.block === changed.block ? record.lines.start : undefined;
    const check = (place: RecordPlace): Checked => new RecordCheck(options, scope, startOf).run(place, owner);
    const key = `${scope.rule?.id ?? ''} ${record.place.member.number} ${record.place.id}`;
    const before = this.last?.key === key ? this.last.checked : check(record.place);
    const isFirst = before !== this.last?.checked;
    this.last = { key, checked: before };
    const after = zone.records.whileReplaced(record.place, changed, () => check(changed));
    // A rule on the records of another name may have reported it.
    const isFound = before.findings.some(
      ({ finding: { rule: id, range } }) => id === rule.id && range.start === finding.range.start,
    );
    // A comment that turned off a removed finding would become a finding itself.
    const isComplete = !wantsAdded || [...before.turnedOff].every((one) => after.turnedOff.has(one));
    if (!isFound || !isComplete) return undefined;
    const found = { before: before.findings, after: after.findings, edits: subject.edits };
    const effect = effectOn(subject, found, options.rules);
    return { effect, work: after.work + (isFirst ? before.work : 0) };
  }
}

/** The other names whose results depend on the records of this one. */
function dependentsOn(
  owner: DomainName,
  { zone, others }: ZoneTrialOptions,
): readonly (readonly [Zone, DomainName])[] {
  const found: (readonly [Zone, DomainName])[] = [];
  const { apex } = zone;
  const questions = [owner, ...(apex === undefined ? [] : [setupQuestionOf(apex)])];
  for (const other of [zone, ...others]) {
    const dependents = other.dependencies.on(zone);
    const names = new Set(questions.flatMap((question) => [...dependents.of(question)]));
    for (const name of names) if (other !== zone || name !== owner) found.push([other, name]);
  }
  return found;
}

/** Runs the rules once on a record and, if requested, on all records whose findings can depend on it. */
class RecordCheck {
  private readonly options: ZoneTrialOptions;
  private readonly scope: Scope;
  private readonly startOf: (place: RecordPlace) => number | undefined;
  private readonly findings: LocatedFinding[] = [];
  private readonly turnedOff = new Set<string>();
  private work = 0;

  constructor(options: ZoneTrialOptions, scope: Scope, startOf: RecordCheck['startOf']) {
    this.options = options;
    this.scope = scope;
    this.startOf = startOf;
  }

  run(place: RecordPlace, owner: DomainName): Checked {
    const { zone } = this.options;
    const { rule, dependents } = this.scope;
    if (rule === undefined) {
      this.checkName(zone, owner);
      for (const [other, name] of dependents) this.checkName(other, name);
    } else if (rule.subject === 'owner') {
      this.work++;
      runOnOwner(this.runner(zone), owner, zone.records.allOf(owner), zone.records.typesOf(owner));
    } else {
      this.checkPlace(zone, place);
    }
    const found = this.findings.length + this.turnedOff.size;
    return {
      findings: this.findings,
      turnedOff: this.turnedOff,
      work: this.work + found / FINDINGS_PER_RECORD,
    };
  }

  private checkName(zone: Zone, name: DomainName): void {
    // Rules on single records of the name can request the others.
    for (const place of zone.records.placesOf(name)) this.checkPlace(zone, place);
    const types = zone.records.typesOf(name);
    if (types.length > 0) runOnOwner(this.runner(zone), name, zone.records.allOf(name), types);
  }

  private checkPlace(zone: Zone, place: RecordPlace): void {
    this.work += workOf(place);
    const record = checkable(zone, place);
    if (record !== undefined) runOnRecord(this.runner(zone), record, place.block.typeAt(place.index));
  }

  private runner(zone: Zone): Runner {
    const { rule } = this.scope;
    const emit = (report: RuleReport): void => {
      const located = locateReport(report, this.options, { startOf: this.startOf });
      if (located === undefined) return;
      const { path, finding, entryStart } = located;
      if (this.options.isTurnedOff(path, finding.rule, entryStart))
        this.turnedOff.add(`${finding.rule} ${entryStart} ${path}`);
      else this.findings.push(located);
    };
    const runner = zone.runner(emit);
    return { ...runner, ...(rule === undefined ? {} : { table: tableOf(rule) }), zone: new QuietView(zone) };
  }
}

interface LocatedRecord {
  readonly place: RecordPlace;
  /** Its lines. Offsets in the document. */
  readonly lines: Range;
}

/** The name of the record whose lines contain the range. */
export function ownerAt(instance: DocumentInstance, range: Range): DomainName | undefined {
  const found = recordWith(instance, range);
  return found?.place.block.ownerAt(found.place.index);
}

/** The record whose lines contain the range. */
function recordWith({ member }: DocumentInstance, { start, end }: Range): LocatedRecord | undefined {
  const { document } = member;
  const block = document.blocks[document.blockAt(start)];
  if (block === undefined) return undefined;
  const base = document.offsetOf(block);
  let index = block.size - 1;
  while (index >= 0 && base + block.startAt(index) > start) index--;
  if (index < 0) return undefined;
  const { text } = document;
  const lineOf = (offset: number): Range => text.lineRange(text.offsetToPosition(offset).line);
  const lines = rangeOf(lineOf(base + block.startAt(index)).start, lineOf(base + block.endAt(index)).end);
  return end <= lines.end ? { place: new RecordPlace(member, block, index), lines } : undefined;
}

/** The record after the edits. */
function changedRecord(
  { entry }: DocumentInstance,
  { place: { member, block, index }, lines }: LocatedRecord,
  { edits }: TrialSubject,
): RecordPlace | undefined {
  const own = edits.get(entry.path);
  const type = block.typeAt(index);
  if (own === undefined || type === SOA || type === NS || type === CNAME || type === DNAME) return undefined;
  if (own.some(({ range }) => range.start < lines.start || range.end > lines.end)) return undefined;
  const shifted = own.map(({ range, text }) => ({
    range: rangeOf(range.start - lines.start, range.end - lines.start),
    text,
  }));
  const pragmas = pragmasIn(member, block, lines);
  if (own.some(({ range }) => pragmas.some((pragma) => touches(pragma, range)))) return undefined;
  const text = `${applyEdits(member.document.text.slice(lines.start, lines.end), shifted)}\n`;
  const alone = member.document.readAlone?.(block, index, text);
  if (alone === undefined || alone.pragmas.length !== pragmas.length) return undefined;
  return new RecordPlace(member, alone, 0);
}

/** The comments for mailtxt in some lines of a block. Offsets in the document. */
function pragmasIn({ document }: Member, block: RecordBlock, lines: Range): readonly Range[] {
  if (!block.hasPragmas) return [];
  const base = document.offsetOf(block);
  return block.pragmas
    .map(({ range }) => rangeOf(base + range.start, base + range.end))
    .filter((range) => touches(range, lines));
}

/** The zone, without noting dependencies, because results of a trial are not kept. */
class QuietView implements ZoneView {
  private readonly zone: Zone;

  constructor(zone: Zone) {
    this.zone = zone;
  }

  get apex(): DomainName | undefined {
    return this.zone.apex;
  }

  get committed(): CommittedZone | undefined {
    return this.zone.ruleView.committed;
  }

  get exported(): ZoneExport | undefined {
    return this.zone.records.exported;
  }

  get zoneIsWhole(): boolean {
    return this.zone.records.isWhole;
  }

  get server(): NameServer | undefined {
    return this.zone.records.server;
  }

  get senders(): readonly KnownSender[] {
    return this.zone.senders;
  }

  seenPolicy(domain: DomainName): SeenPolicy | undefined {
    return this.zone.ruleView.seenPolicy(domain);
  }

  /** A trial counts as an edit. */
  isUnchangedSince(): boolean {
    return false;
  }

  recordsAt(name: DomainName, type: string | undefined): readonly DnsRecord[] {
    return this.zone.records.recordsAt(name, type);
  }

  delegationAbove(name: DomainName): readonly DnsRecord[] {
    return this.zone.ruleView.delegationAbove(name);
  }

  keyNames(domain: DomainName): readonly DomainName[] {
    return this.zone.records.keyNames(domain);
  }

  sourcesWith(envelope: DomainName): readonly ServiceSource[] {
    return this.zone.ruleView.sourcesWith(envelope, undefined);
  }

  factsFor(): ZoneFacts {
    return this.zone.ruleView.factsFor(undefined);
  }
}
