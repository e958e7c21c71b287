import { parseIp } from '../../dns/address.ts';
import { isKnown } from '../../dns/names.ts';
import type { DnsRecord } from '../../records/record.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

type Message = 'preference' | 'ipv4' | 'ipv6' | 'forA' | 'forAaaa';

/**
 * Data that no service takes. Each checks what it is given in its own way, so only what is wrong by all of them is told;
 * what a name server refuses in a zone file is in zone-bad-rdata.
 */
export default defineRule({
  subject: 'record',
  types: ['A', 'AAAA', 'MX'],
  severity: 'error',
  specs: ['RFC 1035 §3.3.9', 'RFC 1035 §3.4.1', 'RFC 3596 §2.2'],
  why: 'The service refuses the record, and what is applied together with it or depends on it is not applied either: the records that mail needs stay as they were.',
  messages: {
    preference: 'An MX is a preference and a host, and "{text}" is the host alone: "10 {text}".',
    ipv4: '"{text}" is not an IPv4 address.',
    ipv6: '"{text}" is not an IPv6 address.',
    forA: '"{text}" is an IPv4 address: it belongs in a record of type A.',
    forAaaa: '"{text}" is an IPv6 address: it belongs in a record of type AAAA.',
  },
  check({ record }, context) {
    if (record.publication === undefined) return;
    const { rdata } = record;
    if (rdata.kind !== 'opaque' || !isKnown(rdata.text)) return;
    const message = faultIn(record, rdata.text);
    if (message !== undefined)
      context.report({ at: { part: 'rdata' }, message, data: { text: quote(rdata.text) } });
  },
});

function faultIn({ type }: DnsRecord, text: string): Message | undefined {
  if (type === 'MX') return /^[a-z0-9-]+(?:\.[a-z0-9-]+)+\.?$/i.test(text) ? 'preference' : undefined;
  // Some take words of their own, such as "[remote_addr]".
  if (!/^[\da-f]*[.:][\da-f.:]*$/i.test(text)) return undefined;
  if (type === 'A') return parseIp(text) === undefined ? 'ipv4' : 'forAaaa';
  return parseIp(text) === undefined ? 'ipv6' : 'forA';
}
