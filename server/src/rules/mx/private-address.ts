import { bitsOf, networkOf, parseIp } from '../../dns/address.ts';
import { specialRangeOf, type SpecialKind } from '../../dns/special-addresses.ts';
import { mailDomain } from '../../domain/mail-domain.ts';
import { registeredDomain } from '../../email/dmarc/public-suffix.ts';
import { exchangeOf, hostOf } from '../../email/mx/exchange.ts';
import { fieldOf, type DnsRecord } from '../../records/record.ts';
import type { RuleContext } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** The host of an MX record has only addresses that are not reachable from the Internet. */
export default defineRule({
  subject: 'record',
  types: ['MX'],
  severity: 'warning',
  specs: ['RFC 5321 §5.1', 'RFC 6890', 'RFC 1918 §3'],
  why: 'Senders on the Internet cannot connect to such an address. They retry for days, and then the mail bounces.',
  symptoms: ['450 4.4.1'],
  messages: {
    only: 'The MX host "{host}" has only the address {address}, which is not reachable from the Internet.',
    all: 'The MX host "{host}" has only addresses that are not reachable from the Internet, such as {address}.',
  },
  check({ record }, context) {
    const field = exchangeOf(record);
    const host = hostOf(record);
    if (field === undefined || host === undefined || record.conditional) return;
    const here = mailDomain(host, context).host;
    if (here.kind !== 'addresses' || !here.records.every(isInner) || isInnerZone(context)) return;
    const [first] = here.records;
    if (first === undefined) return;
    context.report({
      at: { source: field.range },
      message: here.records.length === 1 ? 'only' : 'all',
      data: { host, address: fieldOf(first, 'address')?.value ?? '' },
      related: here.records.map((address) => ({
        at: { part: 'record', record: address },
        message: 'The address',
      })),
    });
  },
});

const UNREACHABLE: ReadonlySet<SpecialKind> = new Set([
  'private',
  'shared',
  'loopback',
  'link-local',
  'unique-local',
  'unspecified',
]);

/** Whether the address is certainly not reachable from the Internet. Documentation addresses are placeholders for real ones. */
function isInner(record: DnsRecord): boolean {
  const address = parseIp(fieldOf(record, 'address')?.value ?? '');
  if (address === undefined || record.conditional) return false;
  const range = specialRangeOf(networkOf(address, bitsOf(address.kind)));
  return range !== undefined && UNREACHABLE.has(range.kind);
}

/** Whether the zone is served only in an internal network: its name cannot be registered, or a name server is internal too. */
function isInnerZone(context: RuleContext): boolean {
  const { apex } = context;
  if (apex === undefined || registeredDomain(apex) === undefined) return true;
  const servers = context.recordsAt(apex, 'NS').map((ns) => fieldOf(ns, 'nsdname')?.value ?? '');
  return servers.some((server) => {
    const here = mailDomain(server, context).host;
    return here.kind === 'addresses' && here.records.some(isInner);
  });
}
