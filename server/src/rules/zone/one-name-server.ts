import { formatIp } from '../../dns/address.ts';
import { isKnown, labelsOf } from '../../dns/names.ts';
import type { DomainName } from '../../dns/names.ts';
import { isTopLevel } from '../../dns/top-level.ts';
import { mailDomain } from '../../domain/mail-domain.ts';
import { fieldOf } from '../../records/record.ts';
import type { RuleContext } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** A zone with mail has only one name server. */
export default defineRule({
  subject: 'record',
  types: ['SOA'],
  severity: 'info',
  specs: ['RFC 1034 §4.1', 'RFC 2182 §3'],
  why: 'When that server is unreachable, no record of the domain can be looked up. Receivers get temperror for SPF and DKIM, and mail to and from the domain is deferred.',
  messages: {
    one: 'The zone "{zone}" has only one name server, "{server}".',
    address: 'All name servers of the zone "{zone}" have the same address, {address}.',
  },
  check({ record }, context) {
    const zone = record.owner;
    if (zone !== context.apex || !context.zoneIsWhole || context.exported !== undefined) return;
    // Internal and parked zones have no mail to harm.
    if (!isTopLevel(labelsOf(zone).at(-1) ?? '') || mailDomain(zone, context).mx === undefined) return;
    const records = context.recordsAt(zone, 'NS');
    const servers = records.map((ns) => fieldOf(ns, 'nsdname')?.value ?? '');
    const [first] = records;
    const [server] = servers;
    if (first === undefined || server === undefined || servers.some((name) => name === '' || !isKnown(name)))
      return;
    const at = { part: 'rdata', record: first } as const;
    if (new Set(servers).size === 1) {
      context.report({ at, message: 'one', data: { zone, server } });
      return;
    }
    const address = onlyAddressOf(servers, context);
    if (address !== undefined) context.report({ at, message: 'address', data: { zone, address } });
  },
});

/** The address that all of these hosts share, if all their addresses are known. */
function onlyAddressOf(hosts: readonly DomainName[], { facts }: RuleContext): string | undefined {
  const all = new Set<string>();
  for (const host of hosts) {
    const v4 = facts.ask(host, 'A');
    const v6 = facts.ask(host, 'AAAA');
    if (v4.status !== 'data' || v6.status !== 'nodata') return undefined;
    for (const address of v4.data) all.add(formatIp(address));
  }
  return all.size === 1 ? [...all][0] : undefined;
}
