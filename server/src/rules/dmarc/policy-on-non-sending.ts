import { isKnown, labelsOf, type DomainName } from '../../dns/names.ts';
import { mailDomain } from '../../domain/mail-domain.ts';
import { refusesAll } from '../../domain/spf/evaluable.ts';
import { tagRemoval } from '../../email/dmarc/edits.ts';
import { dmarcTagOf } from '../../email/dmarc/model.ts';
import { policyOwner } from '../../email/dmarc/owner.ts';
import { isNullMx } from '../../email/mx/exchange.ts';
import type { DnsRecord } from '../../records/record.ts';
import type { RuleContext } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** A domain that declares that it sends no mail, without an enforced DMARC policy. */
export default defineRule({
  subject: 'owner',
  types: ['MX', 'TXT'],
  severity: 'warning',
  specs: ['RFC 9989 §5.1', 'RFC 7208 §10.1.2', 'RFC 7505 §4.2'],
  why: 'SPF covers only the envelope, and only a DMARC policy makes receivers reject mail with the domain in the From header, which people see. "reject" is safe for a domain that sends no mail, because it has no mail to lose.',
  messages: {
    none: '{domain} sends no mail, but its policy "p=none" allows anyone to spoof it.',
    inherited: '{domain} sends no mail, but inherits the policy "none" from {above}, so anyone can spoof it.',
    missing: '{domain} sends no mail, but has no DMARC policy that makes receivers reject forged mail.',
  },
  check(owner, context) {
    const domain = owner.name;
    if (!isKnown(domain) || labelsOf(domain).some((label) => label.startsWith('_') || label === '*')) return;
    const sign = parkedBy(domain, context);
    if (sign === undefined) return;
    const here = mailDomain(owner.name, context).policy;
    const own = policyOwner(domain);
    const add = {
      title: 'Add a DMARC record with "p=reject"',
      safety: 'review',
      edits: [{ kind: 'add', owner: own, type: 'TXT', strings: ['v=DMARC1; p=reject'], record: sign }],
    } as const;
    if (here.kind === 'none' && here.own === 'absent') {
      context.report({ at: { part: 'rdata', record: sign }, message: 'missing', data: { domain }, fix: add });
    } else if (here.kind === 'found' && here.domain === domain && here.reading.p === 'none') {
      const { record } = here;
      if (record === undefined) return;
      const p = dmarcTagOf(here.dmarc, 'p');
      // A percentage is for testing a policy, and this domain has no mail to test it on.
      const share = dmarcTagOf(here.dmarc, 'pct');
      context.report({
        at: { part: 'rdata', record },
        message: 'none',
        data: { domain },
        fix: p && {
          title: share === undefined ? 'Use "p=reject"' : 'Use "p=reject" and delete "pct"',
          safety: 'review',
          edits: [
            { range: p.valueRange, text: 'reject', record },
            ...(share === undefined ? [] : [{ ...tagRemoval(here.dmarc, share.range), record }]),
          ],
        },
        related: [
          { at: { part: 'rdata', record: sign }, message: 'This record shows that it sends no mail' },
        ],
      });
    } else if (here.kind === 'found' && here.domain !== domain && here.reading.sp === 'none') {
      const data = { domain, above: here.domain };
      context.report({ at: { part: 'rdata', record: sign }, message: 'inherited', data, fix: add });
    }
  },
});

/**
 * The record that shows that the domain sends no mail: a null MX, or `v=spf1 -all` at the zone apex without an MX. A host
 * with an MX may receive mail and send under another name, and the SPF record of a host without one may not be about mail.
 */
function parkedBy(domain: DomainName, context: RuleContext): DnsRecord | undefined {
  const exchanges = context.recordsAt(domain, 'MX');
  const [only, ...more] = exchanges;
  const spf = mailDomain(domain, context).spf;
  const isRefusing = spf !== undefined && refusesAll(spf.spf);
  if (only !== undefined) {
    const isParked = more.length === 0 && isNullMx(only) && !only.conditional;
    return isParked && (spf === undefined || isRefusing) ? only : undefined;
  }
  return isRefusing && domain === context.apex ? spf.record : undefined;
}
