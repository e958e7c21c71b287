import { declaresItself, recordAbove } from '../../domain/dmarc/organizational-domain.ts';
import { dmarcDomainOf } from '../../domain/dmarc/subject.ts';
import { tagRemoval } from '../../email/dmarc/edits.ts';
import { dmarcTagOf } from '../../email/dmarc/model.ts';
import { dmarcPlaceOf } from '../../email/dmarc/owner.ts';
import { readAs } from '../../email/dmarc/reading.ts';
import { toPolicy, type DmarcPolicy } from '../../email/dmarc/tags.ts';
import { parsePolicy } from '../../email/policies.ts';
import type { DnsRecord } from '../../records/record.ts';
import { defineRule } from '../rule.ts';

/** `sp` or `np` in the record of a subdomain, reported only if the zone itself shows that it is one. */
export default defineRule({
  subject: 'dmarc',
  needs: ['sp', 'np'],
  severity: 'warning',
  specs: ['RFC 9989 §4.7', 'RFC 9989 §4.10.2', 'RFC 7489 §6.3'],
  why: 'Receivers read sp and np only in the record of the organizational domain or of a public suffix. Names below this one get their policy from the organizational domain, and it may be stricter or weaker than this one.',
  messages: {
    ignored:
      'Receivers ignore "{name}" of {domain} because only the record of {above} sets the policy for subdomains.',
  },
  check(dmarc, context) {
    if (context.record === undefined || declaresItself(dmarc) || !dmarc.value.complete) return;
    const domain = dmarcDomainOf(context);
    if (domain === undefined || dmarcPlaceOf(context.record.owner).kind !== 'policy') return;
    for (const name of ['sp', 'np'] as const) {
      const tag = dmarcTagOf(dmarc, name);
      if (tag === undefined) continue;
      const record = recordAbove(domain, context);
      if (record === undefined) return;
      const place = dmarcPlaceOf(record.owner);
      // If the other record has the same policy, the intended policy applies anyway.
      const isSame = toPolicy(tag.value) === inheritedPolicy(record, name);
      context.report({
        at: tag.range,
        message: 'ignored',
        severity: isSame ? 'hint' : 'warning',
        data: { name, domain, above: place.kind === 'policy' ? place.domain : record.owner },
        fix: { title: `Delete "${name}"`, safety: 'safe', edits: [tagRemoval(dmarc, tag.range)] },
        related: [
          { at: { part: 'record', record }, message: 'The record that sets the policy for subdomains' },
        ],
      });
    }
  },
});

/** The policy for subdomains in the record of the parent domain. */
function inheritedPolicy({ rdata }: DnsRecord, name: 'sp' | 'np'): DmarcPolicy | undefined {
  if (rdata.kind !== 'text') return undefined;
  const reading = readAs(parsePolicy('dmarc', rdata.value), 'RFC 9989');
  return reading.kind === 'policy' ? reading[name] : undefined;
}
