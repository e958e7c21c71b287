import type { DomainName } from '../dns/names.ts';
import { HOLE, type MappedText } from '../text/mapped-text.ts';
import type { DnsRecord } from './record.ts';

/** The header, and the type and class of the question. RFC 1035 §4.1. */
const HEADER = 12 + 4;
/** A pointer to the name, type, class, TTL and length. RFC 1035 §4.1.3, §4.1.4. */
const RECORD = 2 + 2 + 2 + 4 + 2;

/** Octets of an answer with these TXT records, without EDNS and signatures. Unresolved parts count as zero. */
export function answerOctets(name: DomainName, records: readonly DnsRecord[]): number {
  let octets = HEADER + name.length + 2;
  for (const { rdata } of records) {
    if (rdata.kind !== 'text') continue;
    octets += RECORD;
    for (const string of rdata.strings) octets += 1 + octetsIn(string.value);
  }
  return octets;
}

function octetsIn({ text, complete }: MappedText): number {
  return complete ? text.length : text.replaceAll(HOLE, '').length;
}
