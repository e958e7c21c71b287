import type { ZoneFacts } from '../../dns/facts.ts';
import type { DomainName } from '../../dns/names.ts';
import { showName } from '../../dns/names.ts';
import { typeCode } from '../../dns/types.ts';
import { featuresOf, type Policy, type PolicyKind } from '../../email/policies.ts';
import type { NameServer } from '../../records/document.ts';
import type { Fault } from '../../records/format.ts';
import type { DnsRecord } from '../../records/record.ts';
import type { FindingPlace } from '../../records/report.ts';
import type { ServiceSource } from '../../records/sending-source.ts';
import type { CommittedZone } from '../../records/committed-zone.ts';
import type { ZoneExport } from '../../records/zone-export.ts';
import { fillPlaceholders, placeholdersOf } from '../../text/placeholders.ts';
import type { AnyRule, Report, Rule, RuleContext, SubjectName, Subjects } from '../../rules/rule.ts';
import { hasEveryDomain, sendersInZone } from '../../domain/senders/every-domain.ts';
import type { KnownSender } from '../../senders/known-sender.ts';
import type { SeenPolicy } from '../../senders/reports/seen-policies.ts';
import { printable } from '../../text/printable.ts';
import type { Range } from '../../text/range.ts';
import { rangeOf } from '../../text/range.ts';
import { policyOf } from './policies.ts';
import type { RuleChoice, RuleTable } from './rule-table.ts';
import { featuresOfText } from './text-features.ts';

/** A rule's report with its record. */
export interface RuleReport {
  readonly rule: AnyRule;
  readonly report: Report;
  /** The record on which the rule ran; `undefined` for faults. */
  readonly record: DnsRecord | undefined;
}

/** What rules can request about the zone around a record. */
export interface ZoneView {
  readonly apex: DomainName | undefined;
  readonly zoneIsWhole: boolean;
  readonly server: NameServer | undefined;
  readonly exported: ZoneExport | undefined;
  /** The zone in the last commit; see `DomainView`. */
  readonly committed: CommittedZone | undefined;
  /** `owner` is the name whose results depend on the answer. */
  recordsAt(name: DomainName, type: string | undefined, owner: DomainName | undefined): readonly DnsRecord[];
  delegationAbove(name: DomainName): readonly DnsRecord[];
  keyNames(domain: DomainName, owner: DomainName | undefined): readonly DomainName[];
  sourcesWith(envelope: DomainName, owner: DomainName | undefined): readonly ServiceSource[];
  /** What is known about DNS for a query on behalf of `owner`. */
  factsFor(owner: DomainName | undefined): ZoneFacts;
  readonly senders: readonly KnownSender[];
  seenPolicy(domain: DomainName): SeenPolicy | undefined;
  isUnchangedSince(time: number): boolean;
}

/**
 * Called when a rule throws. In tests it throws again. In the editor, the error is reported once and the other rules continue.
 */
export type RuleFailure = (rule: string, error: unknown) => void;

export interface Runner {
  readonly table: RuleTable;
  readonly zone: ZoneView;
  readonly failed: RuleFailure;
  readonly emit: (report: RuleReport) => void;
}

/** What a rule sees while it runs. One object serves all rules of a run in turn. */
class Context implements RuleContext {
  record: DnsRecord | undefined;
  private readonly runner: Runner;
  /** Whether the content of the record must not be shown. */
  private readonly isWithheld: boolean;
  private rule: AnyRule | undefined;
  private known: ZoneFacts | undefined;
  /** There are few, so searching a list is faster than creating a table. */
  private derived:
    { readonly how: unknown; readonly subject: unknown; readonly value: unknown }[] | undefined;

  constructor(runner: Runner, record: DnsRecord | undefined, isWithheld = false) {
    this.runner = runner;
    this.record = record;
    this.isWithheld = isWithheld;
  }

  run<S extends SubjectName>(rules: readonly Rule<S>[], subject: Subjects[S]): void {
    for (const rule of rules) {
      this.rule = rule as unknown as AnyRule;
      try {
        rule.check(subject, this);
      } catch (error) {
        this.runner.failed(rule.id, error);
      }
    }
  }

  get apex(): DomainName | undefined {
    return this.runner.zone.apex ?? this.record?.publication?.zone;
  }

  get server(): NameServer | undefined {
    return this.runner.zone.server;
  }

  get exported(): ZoneExport | undefined {
    return this.runner.zone.exported;
  }

  get committed(): CommittedZone | undefined {
    return this.runner.zone.committed;
  }

  get zoneIsWhole(): boolean {
    return this.runner.zone.zoneIsWhole;
  }

  recordsAt(name: DomainName, type?: string): readonly DnsRecord[] {
    return this.runner.zone.recordsAt(name, type, this.record?.owner);
  }

  delegationAbove(name: DomainName): readonly DnsRecord[] {
    return this.runner.zone.delegationAbove(name);
  }

  keyNames(domain: DomainName): readonly DomainName[] {
    return this.runner.zone.keyNames(domain, this.record?.owner);
  }

  sourcesWith(envelope: DomainName): readonly ServiceSource[] {
    return this.runner.zone.sourcesWith(envelope, this.record?.owner);
  }

  get facts(): ZoneFacts {
    this.known ??= this.runner.zone.factsFor(this.record?.owner);
    return this.known;
  }

  get senders(): readonly KnownSender[] {
    const { senders } = this.runner.zone;
    return hasEveryDomain(senders) ? this.derive(sendersInZone, senders) : senders;
  }

  seenPolicy(domain: DomainName): SeenPolicy | undefined {
    return this.runner.zone.seenPolicy(domain);
  }

  isUnchangedSince(time: number): boolean {
    return this.runner.zone.isUnchangedSince(time);
  }

  derive<S, T>(how: (subject: S, context: RuleContext) => T, subject: S): T {
    this.derived ??= [];
    for (const known of this.derived) {
      if (known.how === how && known.subject === subject) return known.value as T;
    }
    const value = how(subject, this);
    this.derived.push({ how, subject, value });
    return value;
  }

  report(report: Report): void {
    if (this.rule === undefined) return;
    const shown = this.isWithheld ? withoutQuotes(report) : report;
    this.runner.emit({ rule: this.rule, report: shown, record: this.record });
  }
}

/** The report without anything that can contain the record's data. */
function withoutQuotes({ message, data, severity }: Report): Report {
  const shown = Object.entries(data ?? {}).map(
    ([key, value]) => [key, typeof value === 'number' ? value : SENSITIVE] as const,
  );
  return {
    at: { part: 'rdata' },
    message,
    ...(severity === undefined ? {} : { severity }),
    ...(data === undefined ? {} : { data: Object.fromEntries(shown) }),
  };
}

/** The text that replaces sensitive data, as in Terraform. */
const SENSITIVE = '(sensitive value)';

export function runOnFault(runner: Runner, fault: Fault): void {
  new Context(runner, undefined).run(runner.table.fault.for([fault.code]), { fault });
}

/** All rules that need only one record. `policy` is what the record is meant to be, if the caller already knows it. */
export function runOnRecord(
  runner: Runner,
  read: DnsRecord,
  type: number,
  given?: { readonly policy: Policy | undefined },
): void {
  const { table } = runner;
  const withheld = read.publication?.withheld;
  const record = withheld === undefined ? read : { ...read, rdata: withheld };
  const known = withheld === undefined ? given : undefined;
  const context = new Context(runner, read, withheld !== undefined);
  const concerned = table.record.get(type);
  if (concerned !== undefined) context.run(concerned, { record });
  const { rdata } = record;
  if (rdata.kind !== 'text' || (type !== 16 && type !== 99)) return;
  context.run(table.txt.for(featuresOfText(rdata)), { record, rdata, value: rdata.value });
  // Type SPF is never queried any more (RFC 7208 §3.1). One finding reports that, and the content does not matter.
  if (type !== 16) return;
  const policy = known === undefined ? policyOf(record) : known.policy;
  if (policy === undefined) return;
  const choice: RuleChoice<PolicyKind> = table.policy[policy.kind];
  context.run(choice.for(featuresOf(policy)), policy);
}

/** The rules that check all records of one name together. `types` has the code of each record. */
export function runOnOwner(
  runner: Runner,
  name: DomainName,
  records: readonly DnsRecord[],
  types: readonly number[],
): void {
  const byType = new Map<string, readonly DnsRecord[]>();
  const subject = {
    name,
    records,
    ofType: (type: string): readonly DnsRecord[] => {
      let found = byType.get(type);
      if (found === undefined) {
        const code = typeCode(type);
        found = records.filter((_, i) => types[i] === code);
        byType.set(type, found);
      }
      return found;
    },
  };
  new Context(runner, records[0]).run(runner.table.owner.for(types), subject);
}

/** The place of a report in a record's source. */
export interface ResolvedPlace {
  readonly record: DnsRecord | undefined;
  /** Relative to the record's anchor. */
  readonly range: Range;
  /** The part of the decoded value, if it was not typed at one place in the record's document. */
  readonly part?: Range;
}

export function resolvePlace(place: FindingPlace, record: DnsRecord | undefined): ResolvedPlace {
  if ('start' in place) return placeInValue(record, place);
  const on = place.record ?? record;
  if ('source' in place) return { record: on, range: place.source };
  if (on === undefined) return { record: on, range: rangeOf(0, 0) };
  return { record: on, range: partOf(on, place.part) };
}

function placeInValue(record: DnsRecord | undefined, range: Range): ResolvedPlace {
  if (record === undefined) return { record, range };
  const value = record.rdata.kind === 'text' ? record.rdata.value : undefined;
  const source = value?.toSource(range);
  if (source !== undefined) return { record, range: source };
  return { record, range: record.rdataRange, ...(value === undefined ? {} : { part: range }) };
}

function partOf(record: DnsRecord, part: 'record' | 'owner' | 'ttl' | 'type' | 'rdata'): Range {
  switch (part) {
    case 'record':
      return record.range;
    case 'owner':
      return (
        record.ownerText?.toSource(rangeOf(0, record.ownerText.length)) ?? record.ownerRange ?? record.range
      );
    case 'ttl':
      return record.ttlRange ?? record.range;
    case 'type':
      return record.typeRange;
    case 'rdata':
      return record.rdataRange;
  }
}

/** The data as shown in a message. A rule can use the same data for several messages. */
export function shownData(rule: AnyRule, message: string, data: Report['data']): Report['data'] {
  const messages: Readonly<Record<string, string>> = rule.messages;
  const shown = new Set(placeholdersOf(messages[message] ?? ''));
  return data && Object.fromEntries(Object.entries(data).filter(([key]) => shown.has(key)));
}

/** The message with its `{name}` placeholders filled and printable, because data can be anything in a file. */
export function messageOf(rule: AnyRule, message: string, data: Report['data']): string {
  const messages: Readonly<Record<string, string>> = rule.messages;
  const template = messages[message] ?? message;
  if (data === undefined) return template;
  return fillPlaceholders(template, (key) => {
    const value = data[key];
    // A name can have an unknown part or an unknown end.
    return value === undefined ? undefined : printable(showName(String(value), '…'));
  });
}
