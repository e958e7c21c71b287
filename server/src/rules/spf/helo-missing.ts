import { isInNetwork, parseIp, type IpAddress } from '../../dns/address.ts';
import type { DomainName } from '../../dns/names.ts';
import { mailDomain } from '../../domain/mail-domain.ts';
import { passingMechanisms } from '../../domain/spf/evaluable.ts';
import { hasSpfText } from '../../domain/spf/selected.ts';
import { exchangeOf, hostOf } from '../../email/mx/exchange.ts';
import type { Mechanism } from '../../email/spf/model.ts';
import { oncePerList } from '../../records/once-per-list.ts';
import { fieldOf, type DnsRecord } from '../../records/record.ts';
import { defineRule } from '../rule.ts';

/** An MX host that the SPF record of the domain allows to send, without an SPF record for its HELO name. */
export default defineRule({
  subject: 'record',
  types: ['MX'],
  severity: 'hint',
  sameWhere: [],
  specs: ['RFC 7208 §2.3', 'RFC 7208 §2.4', 'RFC 7208 §10.1.3'],
  why: 'Bounces have an empty MAIL FROM, so receivers check SPF for the HELO name, usually that of the host. Without a record there, bounces and automatic replies do not pass SPF.',
  messages: {
    none: '"{host}" may send mail of {domain}, but has no SPF record of its own for bounces.',
  },
  check({ record }, context) {
    const { owner } = record;
    const field = exchangeOf(record);
    const host = hostOf(record);
    if (field === undefined || host === undefined || host === owner || record.conditional) return;
    if (owner !== context.apex || !context.zoneIsWhole || hasSpfText(context.recordsAt(host))) return;
    const named = firstOfHosts(context.recordsAt(owner, 'MX')).get(host);
    if (named?.anchor.id !== record.anchor.id) return;
    const here = mailDomain(host, context).host;
    const spf = mailDomain(owner, context).spf;
    if (here.kind !== 'addresses' || spf === undefined) return;
    const [first] = here.records;
    // A record that a wildcard made has no line of its own after which to add a record.
    if (first === undefined || first.owner !== host || first.conditional) return;
    const addresses = here.records.flatMap((one) => parseIp(fieldOf(one, 'address')?.value ?? '') ?? []);
    if (!passingMechanisms(spf, context).some((term) => lets(term, host, addresses))) return;
    context.report({
      at: { source: field.range },
      message: 'none',
      data: { host, domain: owner },
      fix: {
        title: 'Add an SPF record that allows the host itself',
        safety: 'review',
        edits: [{ kind: 'add', owner: host, type: 'TXT', strings: ['v=spf1 a -all'], record: first }],
      },
    });
  },
});

/** The first MX record of each host. */
const firstOfHosts = oncePerList((exchanges): ReadonlyMap<DomainName, DnsRecord> => {
  const first = new Map<DomainName, DnsRecord>();
  for (const mx of exchanges) {
    const host = hostOf(mx);
    if (host !== undefined && !first.has(host)) first.set(host, mx);
  }
  return first;
});

/** Whether the term lets this MX host of the domain send. */
function lets(term: Mechanism, host: DomainName, addresses: readonly IpAddress[]): boolean {
  switch (term.kind) {
    case 'mx':
      return term.domain === undefined;
    case 'a':
      return term.domain?.name === host;
    case 'ip4':
    case 'ip6': {
      const { network } = term;
      return network !== undefined && addresses.some((address) => isInNetwork(address, network));
    }
    default:
      return false;
  }
}
