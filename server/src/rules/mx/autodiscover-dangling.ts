import { isAtOrBelow, labelsOf } from '../../dns/names.ts';
import { lacksAddress } from '../../domain/hosts.ts';
import { isMeantAbsolute, relativeTargets } from '../../domain/targets.ts';
import type { DnsRecord, RdataField } from '../../records/record.ts';
import { fieldOf } from '../../records/record.ts';
import { defineRule } from '../rule.ts';

/** Names that mail programs look up to configure themselves: RFC 6186 §3, RFC 8314 §5.1, and what Microsoft and Mozilla do. */
const SERVICES = /^_(?:autodiscover|imaps?|pop3s?|submissions?)$/;
const HOSTS = new Set(['autoconfig', 'autodiscover']);

/** A record by which mail programs configure themselves leads to a host of this zone that does not exist. */
export default defineRule({
  subject: 'record',
  types: ['CNAME', 'SRV'],
  severity: 'info',
  specs: ['RFC 6186 §3', 'RFC 8314 §5.1'],
  why: 'Mail programs look up this name to find the mail server. They find nothing, guess the settings or ask for them, and users cannot send.',
  messages: {
    gone: '"{target}" has no address in this zone, so mail programs cannot configure themselves through "{name}".',
  },
  check({ record }, context) {
    const target = targetOf(record);
    if (target === undefined || record.conditional || context.apex === undefined) return;
    const host = target.value;
    // "." says that there is no such service (RFC 6186 §3.4).
    if (host === '' || !isAtOrBelow(host, context.apex)) return;
    if (lacksAddress(host, context)?.kind !== 'here') return;
    // Rules of their own report names that lack their trailing dot.
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
