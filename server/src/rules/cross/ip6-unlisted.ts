import { isInNetwork, parseIpv6, type Ipv6Address } from '../../dns/address.ts';
import { parseIpv4 } from '../../dns/address.ts';
import { mailDomain } from '../../domain/mail-domain.ts';
import { hostOf } from '../../email/mx/exchange.ts';
import type { AddressMechanism, SpfRecord } from '../../email/spf/model.ts';
import { isMechanism } from '../../email/spf/model.ts';
import { fieldOf, type DnsRecord } from '../../records/record.ts';
import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

/** An MX host with IPv4 and IPv6 addresses, of which SPF lists only the IPv4 address. */
export default defineRule({
  subject: 'spf',
  needs: ['ip4'],
  severity: 'warning',
  specs: ['RFC 7208 §5.6', 'RFC 7208 §5'],
  why: 'A host with both addresses usually sends over IPv6 if the receiver supports it, and SPF then fails. Receivers are stricter over IPv6: Gmail rejects mail that passes neither SPF nor DKIM.',
  symptoms: ['550 5.7.26', '550 5.7.23', '450 4.7.26', '550 5.7.1'],
  messages: {
    unlisted: '"{term}" lists "{host}", but SPF does not list its IPv6 address {address}.',
  },
  check(spf, context) {
    const { record } = context;
    const listed = addressesOnly(spf);
    if (record === undefined || record.conditional || !spf.value.complete || listed === undefined) return;
    for (const mx of context.recordsAt(record.owner, 'MX')) {
      const host = hostOf(mx);
      const here = host === undefined || mx.conditional ? undefined : mailDomain(host, context).host;
      if (host === undefined || here?.kind !== 'addresses') continue;
      const term = listed.find((one) => here.records.some((address) => isListed(one, address)));
      const missing = here.records.find((address) => isUnlisted(address, listed));
      const address = missing && fieldOf(missing, 'address')?.value;
      if (term === undefined || missing === undefined || address === undefined) continue;
      const end = term.range.end;
      context.report({
        at: term.range,
        message: 'unlisted',
        data: { term: spf.value.text.slice(term.range.start, end), host, address },
        fix: {
          title: `Add "ip6:${address}"`,
          safety: 'review',
          edits: [{ range: rangeOf(end, end), text: ` ip6:${address}` }],
        },
        related: [{ at: { part: 'record', record: missing }, message: 'The IPv6 address' }],
      });
      return;
    }
  },
});

/** The addresses that pass, if nothing else in the record can pass and all other hosts get fail or softfail. */
function addressesOnly(spf: SpfRecord): readonly AddressMechanism[] | undefined {
  if (spf.permerror || spf.redirect !== undefined) return undefined;
  const listed: AddressMechanism[] = [];
  for (const term of spf.directives) {
    if (!isMechanism(term)) return undefined;
    if (term.kind === 'all') return term.qualifier === '-' || term.qualifier === '~' ? listed : undefined;
    if (term.inert) continue;
    if ((term.kind !== 'ip4' && term.kind !== 'ip6') || term.network === undefined) return undefined;
    if (term.qualifier === '+') listed.push(term);
  }
  return undefined;
}

function isListed(term: AddressMechanism, record: DnsRecord): boolean {
  const text = fieldOf(record, 'address')?.value ?? '';
  const address = record.type === 'A' && !record.conditional ? parseIpv4(text) : undefined;
  return address !== undefined && term.network !== undefined && isInNetwork(address, term.network);
}

function isUnlisted(record: DnsRecord, listed: readonly AddressMechanism[]): boolean {
  if (record.type !== 'AAAA' || record.conditional) return false;
  const address: Ipv6Address | undefined = parseIpv6(fieldOf(record, 'address')?.value ?? '');
  return (
    address !== undefined &&
    listed.every(({ network }) => network !== undefined && !isInNetwork(address, network))
  );
}
