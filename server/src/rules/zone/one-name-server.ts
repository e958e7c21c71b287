import { formatIp } from '../../dns/address.ts';
import { isKnown, labelsOf } from '../../dns/names.ts';
import type { DomainName } from '../../dns/names.ts';
import { isTopLevel } from '../../dns/top-level.ts';
import { isNullMx } from '../../email/mx/exchange.ts';
import { fieldOf } from '../../records/record.ts';
import type { RuleContext } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** A zone with mail that one server alone answers for. */
export default defineRule({
  subject: 'record',
  types: ['SOA'],
  severity: 'info',
  specs: ['RFC 1034 §4.1', 'RFC 2182 §3'],
  why: 'When that server cannot be reached, no record of the domain can be read: receivers get temperror for SPF and DKIM, and mail to and from the domain is deferred.',
  messages: {
    one: 'The zone "{zone}" has one name server, "{server}".',
    address: 'All name servers of the zone "{zone}" have the same address, {address}.',
  },
  check({ record }, context) {
    const zone = record.owner;
    if (zone !== context.apex || !context.zoneIsWhole || context.exported !== undefined) return;
    // An internal or parked zone harms no mail.
    if (!isTopLevel(labelsOf(zone).at(-1) ?? '') || !hasMail(zone, context)) return;
    const servers = context.recordsAt(zone, 'NS').map((ns) => fieldOf(ns, 'nsdname')?.value ?? '');
    const [server] = servers;
    if (server === undefined || servers.some((name) => name === '' || !isKnown(name))) return;
    if (new Set(servers).size === 1) {
      context.report({ at: { part: 'type' }, message: 'one', data: { zone, server } });
      return;
    }
    const address = onlyAddressOf(servers, context);
    if (address !== undefined)
      context.report({ at: { part: 'type' }, message: 'address', data: { zone, address } });
  },
});

/** It has an MX that is not the null MX. */
function hasMail(zone: DomainName, context: RuleContext): boolean {
  return context.recordsAt(zone, 'MX').some((mx) => !isNullMx(mx));
}

/** The address that all of these hosts have, where all their addresses are known. */
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
