import { bitsOf, networkOf, parseIp } from '../../dns/address.ts';
import { specialRangeOf, type SpecialKind } from '../../dns/special-addresses.ts';
import { mailDomain } from '../../domain/mail-domain.ts';
import { registeredDomain } from '../../email/dmarc/public-suffix.ts';
import { exchangeOf, hostOf } from '../../email/mx/exchange.ts';
import { fieldOf, type DnsRecord } from '../../records/record.ts';
import type { RuleContext } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** The host of an MX has only addresses that nobody outside can reach. */
export default defineRule({
  subject: 'record',
  types: ['MX'],
  severity: 'warning',
  specs: ['RFC 5321 §5.1', 'RFC 6890', 'RFC 1918 §3'],
  why: 'Senders on the Internet cannot connect to such an address. They try for days, and then return the mail.',
  symptoms: ['450 4.4.1'],
  messages: {
    only: '"{host}" has only the address {address}, which cannot be reached from outside.',
    all: '"{host}" has only addresses that cannot be reached from outside, {address} among them.',
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

/** Certainly an address without a way from the Internet. Those of documentation stand for real ones. */
function isInner(record: DnsRecord): boolean {
  const address = parseIp(fieldOf(record, 'address')?.value ?? '');
  if (address === undefined || record.conditional) return false;
  const range = specialRangeOf(networkOf(address, bitsOf(address.kind)));
  return range !== undefined && UNREACHABLE.has(range.kind);
}

/** A zone that is served inside a network only: nobody can register its name, or its name servers are inside too. */
function isInnerZone(context: RuleContext): boolean {
  const { apex } = context;
  if (apex === undefined || registeredDomain(apex) === undefined) return true;
  const servers = context.recordsAt(apex, 'NS').map((ns) => fieldOf(ns, 'nsdname')?.value ?? '');
  return servers.some((server) => {
    const here = mailDomain(server, context).host;
    return here.kind === 'addresses' && here.records.some(isInner);
  });
}
