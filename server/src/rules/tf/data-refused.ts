import { parseIp } from '../../dns/address.ts';
import { isKnown } from '../../dns/names.ts';
import type { DnsRecord } from '../../records/record.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

type Message = 'preference' | 'ipv4' | 'ipv6' | 'forA' | 'forAaaa';

/**
 * Data that every service rejects. Services check data in different ways, so only what all of them reject is reported.
 * zone-bad-rdata reports data in a zone file that a name server rejects.
 */
export default defineRule({
  subject: 'record',
  types: ['A', 'AAAA', 'MX'],
  severity: 'error',
  specs: ['RFC 1035 §3.3.9', 'RFC 1035 §3.4.1', 'RFC 3596 §2.2'],
  why: 'The service rejects the record, and records that are applied with it or depend on it are not applied either. The records that mail needs stay as they were.',
  messages: {
    preference: '"{text}" has no MX preference, as in "10 {text}".',
    ipv4: '"{text}" is not an IPv4 address.',
    ipv6: '"{text}" is not an IPv6 address.',
    forA: '"{text}" is an IPv4 address, which belongs in an A record.',
    forAaaa: '"{text}" is an IPv6 address, which belongs in an AAAA record.',
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
  // Some services have keywords of their own, such as "[remote_addr]".
  if (!/^[\da-f]*[.:][\da-f.:]*$/i.test(text)) return undefined;
  if (type === 'A') return parseIp(text) === undefined ? 'ipv4' : 'forAaaa';
  return parseIp(text) === undefined ? 'ipv6' : 'forA';
}
