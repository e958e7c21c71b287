import { decode, encode, RECURSION_DESIRED } from '@dnsquery/dns-packet';
import type { Answer as WireAnswer, Packet, StringAnswer } from '@dnsquery/dns-packet';

import { parseIpv4, parseIpv6 } from '../../../dns/address.ts';
import type { AnswerData, Question, QuestionType } from '../../../dns/facts.ts';
import { asciiLowerCase, canonicalName } from '../../../dns/names.ts';
import type { DomainName } from '../../../dns/names.ts';
import { plainName } from './names.ts';
import { MAX_ALIASES } from './resolver.ts';
import type { Reply } from './resolver.ts';

/** The message that asks (RFC 1035 §4.1); `undefined` for a name that the encoder would make another one of. */
export function encodeQuestion({ name, type }: Question): Uint8Array | undefined {
  const plain = plainName(name);
  if (plain === undefined) return undefined;
  // RFC 8484 §4.1: an id of 0, so that equal questions are equal messages.
  return encode({ type: 'query', id: 0, flags: RECURSION_DESIRED, questions: [{ type, name: plain }] });
}

/** What a message answers. Whatever is wrong with the message is the server's failure. */
export function readAnswer(octets: Uint8Array, question: Question): Reply {
  const failure: Reply = { status: 'servfail' };
  let packet: Packet;
  try {
    packet = decode(octets);
  } catch {
    return failure;
  }
  if (!endsWithin(octets)) return failure;
  if (packet.flag_qr !== true || packet.flag_tc === true || !answers(packet, question)) return failure;
  switch (String(packet.rcode)) {
    case 'NOERROR':
      return replyOf(packet, question);
    case 'NXDOMAIN':
      return { status: 'nxdomain', ...ttlOfAbsence(packet) };
    default:
      return failure;
  }
}

/** The decoder reads on behind the end of a message that was cut off, and says only so that it did: a length, or NaN. */
function endsWithin(octets: Uint8Array): boolean {
  return (decode as typeof decode & { readonly bytes: number }).bytes <= octets.length;
}

function answers({ questions = [] }: Packet, { name, type }: Question): boolean {
  const [asked] = questions;
  return questions.length === 1 && asked?.type === type && asciiLowerCase(asked.name) === wireName(name);
}

/** As the decoder writes names. */
function wireName(name: DomainName): string {
  return name === '' ? '.' : (plainName(name) ?? name);
}

function replyOf(packet: Packet, { name, type }: Question): Reply {
  const records = packet.answers ?? [];
  let at = wireName(name);
  const ttls: number[] = [];
  for (let hops = 0; hops <= MAX_ALIASES; hops++) {
    const here = records.filter((record) => asciiLowerCase(record.name) === at && isInternet(record));
    const found = here.filter((record) => record.type === type);
    if (found.length > 0) {
      const data = found.map((record) => dataOf(record, type));
      const known = data.filter((one) => one !== undefined);
      // Part of an answer would be another answer.
      if (known.length < data.length) return { status: 'servfail' };
      return { status: 'data', data: known, ttl: Math.min(...ttls, ...found.map(ttlOf)) };
    }
    const alias = here.find(isAlias);
    if (alias === undefined) return { status: 'nodata', ...ttlOfAbsence(packet) };
    ttls.push(ttlOf(alias));
    at = asciiLowerCase(alias.data);
  }
  return { status: 'servfail' };
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

/** RFC 2308 §5: the TTL of the SOA that comes along, or its last field where that is less. */
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

/** The decoder makes something else of octets that are no UTF-8, and says not where a label ends. */
function nameOf(decoded: string): DomainName | undefined {
  return /^[!-~]+$/.test(decoded) && !/[\\"();@$]/.test(decoded) ? canonicalName(decoded) : undefined;
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
