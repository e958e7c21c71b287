import { parseIpv4, parseIpv6 } from '../../dns/address.ts';
import type { AnswerData, QuestionType } from '../../dns/facts.ts';
import { childOf, isKnown, parentOf } from '../../dns/names.ts';
import type { DomainName } from '../../dns/names.ts';
import type { DnsRecord } from '../../records/record.ts';
import { fieldOf } from '../../records/record.ts';

/** The answer of a zone of the workspace to a query. */
export type ZoneAnswer<T extends QuestionType = QuestionType> =
  | { readonly kind: 'data'; readonly data: readonly AnswerData[T][] }
  | { readonly kind: 'alias'; readonly target: DomainName }
  | { readonly kind: 'nodata' | 'nxdomain' }
  /** The name is delegated, or what the zone has at it is unknown, so others may know. */
  | { readonly kind: 'elsewhere' };

export interface ZoneContents {
  readonly apex: DomainName | undefined;
  /** Otherwise, it has records of any number of zones. */
  readonly isOneZone: boolean;
  /** Whether all records are known, so that the absence of one is certain. */
  readonly isWhole: boolean;
  recordsAt(name: DomainName): readonly DnsRecord[];
  isDelegated(name: DomainName): boolean;
  /** Whether the name has records, or a name below it has: RFC 4592 §2.2.2. */
  exists(name: DomainName): boolean;
}

const ELSEWHERE = { kind: 'elsewhere' } as const;

/** Types for which some servers return computed addresses: PowerDNS and others, gdnsd. */
const MAKE_ADDRESSES: ReadonlySet<string> = new Set(['ALIAS', 'ANAME', 'DYNA']);

/** Types of PowerDNS and gdnsd for which servers return any type, including an alias. */
const MAKE_ANYTHING: ReadonlySet<string> = new Set(['LUA', 'DYNC']);

/** Whether servers return computed records of any type for a record of this one. */
export function makesAnything(type: string): boolean {
  return MAKE_ANYTHING.has(type);
}

/** Answers like a name server with the zone: RFC 1034 §4.3.2, wildcards as in RFC 4592 §3.3.1. */
export function answerIn<T extends QuestionType>(
  zone: ZoneContents,
  name: DomainName,
  type: T,
): ZoneAnswer<T> {
  const { apex } = zone;
  if ((apex === undefined && zone.isOneZone) || !isKnown(name) || zone.isDelegated(name)) return ELSEWHERE;
  const records = zone.recordsAt(name);
  if (records.length > 0) return answerOf(zone, records, type);
  if (!zone.isWhole || apex === undefined) return ELSEWHERE;
  if (zone.exists(name)) return { kind: 'nodata' };
  const encloser = closestEncloser(zone, name, apex);
  if (zone.recordsAt(encloser).some((record) => record.type === 'DNAME')) return ELSEWHERE;
  const synthesized = zone.recordsAt(childOf('*', encloser));
  return synthesized.length > 0 ? answerOf(zone, synthesized, type) : { kind: 'nxdomain' };
}

/** The closest encloser: RFC 4592 §3.3.1. */
function closestEncloser(zone: ZoneContents, name: DomainName, apex: DomainName): DomainName {
  let at = parentOf(name);
  while (at !== undefined && at !== apex && !zone.exists(at)) at = parentOf(at);
  return at ?? apex;
}

/** The names whose added or removed records can change the answer to a query for `name`. */
export function* namesThatMatter(name: DomainName, apex: DomainName): Generator<DomainName> {
  yield name;
  for (let at = parentOf(name); at !== undefined; at = parentOf(at)) {
    yield childOf('*', at);
    if (at === apex) return;
    yield at;
  }
}

function answerOf<T extends QuestionType>(
  zone: ZoneContents,
  records: readonly DnsRecord[],
  type: T,
): ZoneAnswer<T> {
  const data: AnswerData[T][] = [];
  let alias: DnsRecord | undefined;
  for (const record of records) {
    if (makesAnything(record.type)) return ELSEWHERE;
    if (MAKE_ADDRESSES.has(record.type) && (type === 'A' || type === 'AAAA')) return ELSEWHERE;
    if (record.type === 'CNAME') alias = record;
    if (record.type !== type) continue;
    const datum = dataOf(record, type);
    if (datum === undefined) return ELSEWHERE;
    data.push(datum);
  }
  if (data.length > 0) return { kind: 'data', data };
  if (alias !== undefined) {
    const target = dataOf(alias, 'CNAME');
    return target === undefined ? ELSEWHERE : { kind: 'alias', target };
  }
  return zone.isWhole ? { kind: 'nodata' } : ELSEWHERE;
}

/** The data of the record for a query of its type; `undefined` if the data or its existence is unknown. */
function dataOf<T extends QuestionType>(record: DnsRecord, type: T): AnswerData[T] | undefined {
  if (record.conditional) return undefined;
  if (record.rdata.kind === 'text') {
    return record.rdata.strings.map(({ value }) => value.text) as readonly string[] as AnswerData[T];
  }
  return dataOfFields(record, type) as AnswerData[T] | undefined;
}

function dataOfFields(record: DnsRecord, type: QuestionType): AnswerData[QuestionType] | undefined {
  switch (type) {
    case 'A':
      return parseIpv4(valueOf(record, 'address') ?? '');
    case 'AAAA':
      return parseIpv6(valueOf(record, 'address') ?? '');
    case 'MX': {
      const exchange = valueOf(record, 'exchange');
      const preference = valueOf(record, 'preference');
      if (exchange === undefined || preference === undefined) return undefined;
      return { preference: Number(preference), exchange };
    }
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return record.rdata.kind === 'fields' ? knownValue(record.rdata.fields[0]?.value) : undefined;
    case 'TLSA':
      return record.rdata.kind === 'fields'
        ? knownValue(record.rdata.fields.map((field) => field.value).join(' '))
        : undefined;
    case 'TXT':
      return undefined;
  }
}

function valueOf(record: DnsRecord, field: string): string | undefined {
  return knownValue(fieldOf(record, field)?.value);
}

function knownValue(value: string | undefined): string | undefined {
  return value !== undefined && isKnown(value) ? value : undefined;
}
