import type { Answer, ZoneFacts, QuestionType } from '../../dns/facts.ts';
import type { DomainName } from '../../dns/names.ts';
import type { CommittedZone } from '../../records/committed-zone.ts';
import type { NameServer } from '../../records/document.ts';
import type { DnsRecord } from '../../records/record.ts';
import type { ServiceSource } from '../../records/sending-source.ts';
import type { ZoneExport } from '../../records/zone-export.ts';
import type { KnownSender } from '../../senders/known-sender.ts';
import type { SeenPolicy } from '../../senders/reports/seen-policies.ts';
import type { ZoneComparison } from '../input/committed-zone.ts';
import type { LastChange } from '../input/last-change.ts';
import { keyQuestionOf } from '../records/key-names.ts';
import type { ZoneRecords } from '../records/zone-records.ts';
import { sourceQuestionOf } from '../records/zone-sources.ts';
import type { ZoneSources } from '../records/zone-sources.ts';
import type { ZoneView } from './run-rules.ts';
import type { AnsweringZone } from './answering-zone.ts';
import type { WorkspaceFacts } from './workspace-facts.ts';

/** What the results of a zone are based on, other than its records. */
export interface ZoneInputs {
  readonly facts: WorkspaceFacts;
  readonly senders: readonly KnownSender[];
  readonly committed: ZoneComparison;
  readonly seenPolicy: (domain: DomainName) => SeenPolicy | undefined;
  readonly lastChange: LastChange;
}

const NO_RECORDS: readonly DnsRecord[] = [];

/** The view of a zone for rules, which notes the dependencies of each result. */
export class NotingView implements ZoneView {
  private readonly zone: AnsweringZone;
  private readonly records: ZoneRecords;
  private readonly sources: ZoneSources;
  private readonly inputs: ZoneInputs;
  /** What the rules on the SOA received; `undefined` until one requests it. */
  private comparison: { readonly committed: CommittedZone | undefined } | undefined;

  constructor(zone: AnsweringZone, records: ZoneRecords, sources: ZoneSources, inputs: ZoneInputs) {
    this.zone = zone;
    this.records = records;
    this.sources = sources;
    this.inputs = inputs;
  }

  get apex(): DomainName | undefined {
    return this.records.apex;
  }

  get zoneIsWhole(): boolean {
    // Records that a private view lacks can be public in another one.
    return this.records.isWhole && this.zone.view?.audience !== 'private';
  }

  get server(): NameServer | undefined {
    return this.records.server;
  }

  get exported(): ZoneExport | undefined {
    return this.records.exported;
  }

  get senders(): readonly KnownSender[] {
    return this.inputs.senders;
  }

  get committed(): CommittedZone | undefined {
    this.comparison ??= { committed: this.inputs.committed.read() };
    return this.comparison.committed;
  }

  seenPolicy(domain: DomainName): SeenPolicy | undefined {
    return this.inputs.seenPolicy(domain);
  }

  isUnchangedSince(time: number): boolean {
    return this.inputs.lastChange.isBefore(time);
  }

  /** Whether results depend on when the files changed. */
  get isDated(): boolean {
    return this.inputs.lastChange.isUsed;
  }

  /** Compares with the last commit again, and returns whether rules would receive something different. */
  hasOtherComparison(): boolean {
    if (this.comparison === undefined) return false;
    const before = this.comparison.committed;
    this.comparison = undefined;
    const { committed } = this;
    return committed?.serial !== before?.serial || committed?.isSame !== before?.isSame;
  }

  forgetComparison(): void {
    this.comparison = undefined;
  }

  recordsAt(name: DomainName, type?: string, owner?: DomainName): readonly DnsRecord[] {
    this.note(name, owner);
    const { records } = this;
    // An omitted record does not change what other omitted records see.
    if (owner !== undefined && records.leavesOut(name) && !records.leavesOut(owner)) return NO_RECORDS;
    return records.recordsAt(name, type);
  }

  delegationAbove(name: DomainName): readonly DnsRecord[] {
    const cut = this.records.cutAbove(name);
    return cut === undefined ? [] : this.recordsAt(cut, 'NS', name);
  }

  keyNames(domain: DomainName, owner: DomainName | undefined): readonly DomainName[] {
    this.note(keyQuestionOf(domain), owner);
    return this.records.keyNames(domain);
  }

  sourcesWith(envelope: DomainName, owner: DomainName | undefined): readonly ServiceSource[] {
    // A zone file sets nothing up, so nothing depends on this answer.
    if (this.zone.isScattered) this.note(sourceQuestionOf(envelope), owner);
    return this.sources.withEnvelope(envelope);
  }

  factsFor(owner: DomainName | undefined): ZoneFacts {
    const { zone, inputs } = this;
    const dependent = owner === undefined ? undefined : { dependencies: zone.dependencies, owner };
    return {
      ask: <T extends QuestionType>(name: DomainName, type: T): Answer<T> =>
        inputs.facts.ask(name, type, zone, dependent),
      setupRecords: (apex) => inputs.facts.setupRecords(apex, zone, dependent),
    };
  }

  /** Notes that the results of `owner` depend on the records of this zone at the name. */
  private note(name: DomainName, owner: DomainName | undefined): void {
    if (owner !== undefined) this.zone.dependencies.own.add(name, owner);
  }
}
