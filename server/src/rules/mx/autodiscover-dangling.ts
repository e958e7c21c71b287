import { isAtOrBelow, labelsOf } from '../../dns/names.ts';
import { lacksAddress } from '../../domain/hosts.ts';
import { isMeantAbsolute, relativeTargets } from '../../domain/targets.ts';
import type { DnsRecord, RdataField } from '../../records/record.ts';
import { fieldOf } from '../../records/record.ts';
import { defineRule } from '../rule.ts';

/** Names that mail clients look up to configure themselves: RFC 6186 §3, RFC 8314 §5.1, and what Microsoft and Mozilla use. */
const SERVICES = /^_(?:autodiscover|imaps?|pop3s?|submissions?)$/;
const HOSTS = new Set(['autoconfig', 'autodiscover']);

/** A record that mail clients use to configure themselves points to a host in this zone that does not exist. */
export default defineRule({
  subject: 'record',
  types: ['CNAME', 'SRV'],
  severity: 'info',
  specs: ['RFC 6186 §3', 'RFC 8314 §5.1'],
  why: 'Mail clients look up this name to find the mail server. Without an address, they guess the settings or ask for them, and users cannot send mail.',
  messages: {
    gone: 'Mail clients look up "{name}", but its target "{target}" has no address in this zone.',
  },
  check({ record }, context) {
    const target = targetOf(record);
    if (target === undefined || record.conditional || context.apex === undefined) return;
    const host = target.value;
    // "." means that there is no such service (RFC 6186 §3.4).
    if (host === '' || !isAtOrBelow(host, context.apex)) return;
    if (lacksAddress(host, context)?.kind !== 'here') return;
    // Other rules report names without a trailing dot.
    if (relativeTargets(record).some((one) => isMeantAbsolute(one, context))) return;
    context.report({
      at: { source: target.range },
      message: 'gone',
      data: { target: host, name: record.owner },
    });
  },
});

function targetOf(record: DnsRecord): RdataField | undefined {
  const first = labelsOf(record.owner)[0] ?? '';
  if (record.type === 'SRV') return SERVICES.test(first) ? fieldOf(record, 'target') : undefined;
  return HOSTS.has(first) ? fieldOf(record, 'cname') : undefined;
}
