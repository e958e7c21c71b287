import { decode, encode, RECURSION_DESIRED } from '@dnsquery/dns-packet';
import type { Answer as WireAnswer, Packet, StringAnswer } from '@dnsquery/dns-packet';

import { parseIpv4, parseIpv6 } from '../../../dns/address.ts';
import type { AnswerData, Question, QuestionType } from '../../../dns/facts.ts';
import { MAX_ALIASES } from '../../../dns/limits.ts';
import { asciiLowerCase, canonicalOctet } from '../../../dns/names.ts';
import type { DomainName } from '../../../dns/names.ts';
import { plainName } from './names.ts';
import type { ResolverReply } from './resolver.ts';
import { faultOfRcode, MALFORMED, MISMATCHED, REFERRAL, TRUNCATED } from './resolver-fault.ts';

/** Bytes of a UDP reply that a query allows: https://www.dnsflagday.net/2020/ recommends this as a size that arrives everywhere. */
const UDP_PAYLOAD = 1232;
/** Bytes in a DNS message: its length has 16 bits over TCP (RFC 1035 §4.2.2), and no other transport carries more. */
export const MAX_DNS_MESSAGE = 65_535;
/**
 * Records that a reply may announce. Each can make the decoder follow thousands of compression pointers, and a reply about mail
 * has a few dozen records.
 */
export const MAX_RECORDS_IN_REPLY = 500;

/**
 * The query message (RFC 1035 §4.1). `undefined` for a name that the encoder would change into another name.
 * RFC 8484 §4.1: `id` is 0 over HTTPS, so that equal queries are equal messages.
 */
export function encodeQuestion(
  { name, type }: Question,
  { id = 0, edns = false }: { readonly id?: number; readonly edns?: boolean } = {},
): Uint8Array | undefined {
  const plain = plainName(name);
  if (plain === undefined) return undefined;
  const questions = [{ type, name: plain }];
  return encode({
    type: 'query',
    id,
    flags: RECURSION_DESIRED,
    questions,
    additionals: edns ? [EDNS] : [],
  });
}

/** RFC 6891 §6.1.2. The types of the package lack the fields of this record. */
const EDNS = { type: 'OPT', name: '.', udpPayloadSize: UDP_PAYLOAD } as unknown as WireAnswer;

export type Received =
  | ResolverReply
  /** A reply to another question. */
  | { readonly status: 'unrelated' }
  /** The whole reply must be fetched over TCP. */
  | { readonly status: 'truncated' };

/** A final reply, after which no other is expected. */
export function finalOf(received: Received): ResolverReply {
  switch (received.status) {
    case 'unrelated':
      return { status: 'servfail', fault: MISMATCHED };
    case 'truncated':
      return { status: 'servfail', fault: TRUNCATED };
    default:
      return received;
  }
}

/** Reads the answer to a question from a message. Any error in the message is a fault of the resolver. */
export function readDnsReply(octets: Uint8Array, question: Question, id = 0): Received {
  if (octets.length < HEADER || idOf(octets) !== id) return { status: 'unrelated' };
  const packet = decodeReply(octets);
  if (packet === undefined) return { status: 'servfail', fault: MALFORMED };
  if (packet.flag_qr !== true || !isAbout(packet, question)) return { status: 'unrelated' };
  if (packet.flag_tc === true) return { status: 'truncated' };
  const rcode = rcodeOf(packet);
  switch (rcode) {
    case 'NOERROR':
      return replyOf(packet, question);
    case 'NXDOMAIN':
      return { status: 'nxdomain', ...ttlOfAbsence(packet) };
    case 'SERVFAIL':
      return { status: 'servfail' };
    default:
      return { status: 'servfail', fault: faultOfRcode(rcode) };
  }
}

/** Bytes before the first section: RFC 1035 §4.1.1. */
const HEADER = 12;

function idOf(octets: Uint8Array): number {
  return uint16At(octets, 0);
}

function uint16At(octets: Uint8Array, at: number): number {
  return ((octets[at] ?? 0) << 8) | (octets[at + 1] ?? 0);
}

function decodeReply(octets: Uint8Array): Packet | undefined {
  const records = uint16At(octets, 6) + uint16At(octets, 8) + uint16At(octets, 10);
  if (records > MAX_RECORDS_IN_REPLY) return undefined;
  try {
    const packet = decode(octets);
    return endsWithin(octets) ? packet : undefined;
  } catch {
    return undefined;
  }
}

/** The decoder reads past the end of a truncated message. Only its count shows that: a length, or NaN. */
function endsWithin(octets: Uint8Array): boolean {
  return (decode as typeof decode & { readonly bytes: number }).bytes <= octets.length;
}

function isAbout({ questions = [] }: Packet, { name, type }: Question): boolean {
  const [asked] = questions;
  return questions.length === 1 && asked?.type === type && asciiLowerCase(asked.name) === wireName(name);
}

/** RFC 6891 §6.1.3: the upper bits of the code are in the OPT record. Only errors have them. */
function rcodeOf({ additionals = [], ...packet }: Packet): string {
  const opt = additionals.find(({ type }) => type === 'OPT') as
    { readonly extendedRcode?: number } | undefined;
  const extended = opt?.extendedRcode ?? 0;
  return extended === 0 ? String((packet as { readonly rcode?: unknown }).rcode) : `RCODE_${extended}x`;
}

/** The name in the form of the decoder. */
function wireName(name: DomainName): string {
  return name === '' ? '.' : (plainName(name) ?? name);
}

/** Omits records that do not belong to the question: with another owner, type or class. */
function replyOf(packet: Packet, { name, type }: Question): ResolverReply {
  const records = packet.answers ?? [];
  let at = wireName(name);
  const ttls: number[] = [];
  for (let hops = 0; hops <= MAX_ALIASES; hops++) {
    const here = records.filter((record) => asciiLowerCase(record.name) === at && isInternet(record));
    const found = here.filter((record) => record.type === type);
    if (found.length > 0) {
      const data = found.map((record) => dataOf(record, type));
      const known = data.filter((one) => one !== undefined);
      // A part of an answer would be a different answer.
      if (known.length < data.length) return { status: 'servfail' };
      return { status: 'data', data: known, ttl: Math.min(...ttls, ...found.map(ttlOf)) };
    }
    const alias = here.find(isAlias);
    if (alias === undefined) return hops === 0 ? absence(packet) : absenceAtTarget(packet, at);
    ttls.push(ttlOf(alias));
    at = asciiLowerCase(alias.data);
  }
  return { status: 'servfail' };
}

function absence(packet: Packet): ResolverReply {
  const { authorities = [] } = packet;
  const types = authorities.map(({ type }) => type);
  // RFC 2308 §2.2: NS records without an SOA record are a referral. The authoritative servers were not queried.
  if (types.includes('NS') && !types.includes('SOA')) return { status: 'servfail', fault: REFERRAL };
  return { status: 'nodata', ...ttlOfAbsence(packet) };
}

/** A recursive resolver has already followed the alias. An authoritative server may not know the target. */
function absenceAtTarget(packet: Packet, decoded: string): ResolverReply {
  if (packet.flag_ra === true) return { status: 'nodata', ...ttlOfAbsence(packet) };
  const target = nameOf(decoded);
  return target === undefined ? { status: 'servfail' } : { status: 'alias', target };
}

function isInternet(record: WireAnswer): boolean {
  return 'class' in record && record.class === 'IN';
}

function isAlias(record: WireAnswer): record is StringAnswer {
  return record.type === 'CNAME';
}

function ttlOf(record: WireAnswer): number {
  return 'ttl' in record ? (record.ttl ?? 0) : 0;
}

/** RFC 2308 §5: the TTL of the SOA record in the reply, or its last field if that is less. */
function ttlOfAbsence({ authorities = [] }: Packet): { readonly ttl?: number } {
  for (const record of authorities) {
    if (record.type === 'SOA') return { ttl: Math.min(ttlOf(record), record.data.minimum ?? 0) };
  }
  return {};
}

function dataOf(record: WireAnswer, type: QuestionType): AnswerData[QuestionType] | undefined {
  switch (record.type) {
    case 'A':
      return parseIpv4(record.data);
    case 'AAAA':
      return parseIpv6(record.data);
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return nameOf(record.data);
    case 'MX': {
      const exchange = nameOf(record.data.exchange);
      return exchange === undefined ? undefined : { preference: record.data.preference ?? 0, exchange };
    }
    case 'TXT':
      return stringsOf(record.data);
    default:
      return type === 'TLSA' && record.data instanceof Uint8Array ? tlsaOf(record.data) : undefined;
  }
}

/** `undefined`: the name has bytes that are not printable, which the decoder changes if they are not UTF-8. */
function nameOf(decoded: string): DomainName | undefined {
  if (decoded === '.') return '';
  if (!/^[!-~]+$/.test(decoded)) return undefined;
  return decoded.replace(/[^.]/g, (character) => canonicalOctet(character.charCodeAt(0)));
}

function stringsOf(data: unknown): readonly string[] | undefined {
  if (!Array.isArray(data) || data.length === 0) return undefined;
  return data.map((string) => Buffer.from(string as Uint8Array).toString('latin1'));
}

/** RFC 6698 §2.2: three numbers and hexadecimal. */
function tlsaOf(rdata: Uint8Array): string | undefined {
  const [usage, selector, matching] = rdata;
  if (matching === undefined || rdata.length < 4) return undefined;
  return `${usage} ${selector} ${matching} ${Buffer.from(rdata.subarray(3)).toString('hex')}`;
}
