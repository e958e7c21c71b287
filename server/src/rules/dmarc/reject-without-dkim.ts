import { dmarcDomainOf, isPolicyRecord } from '../../domain/dmarc/subject.ts';
import { mailDomain } from '../../domain/mail-domain.ts';
import { passingMechanisms } from '../../domain/spf/evaluable.ts';
import { dmarcTagOf } from '../../email/dmarc/model.ts';
import { actsOn } from '../../email/dmarc/policies.ts';
import { policyToApply, readAs } from '../../email/dmarc/reading.ts';
import { defineRule } from '../rule.ts';

/** An enforced policy of a domain that sends mail and has no DKIM key. */
export default defineRule({
  subject: 'dmarc',
  needs: ['p'],
  severity: 'warning',
  specs: ['RFC 9989 §7.4', 'RFC 9989 §8'],
  why: 'Forwarded mail fails SPF, and most services that send for a domain use their own domain in MAIL FROM, so only a DKIM signature for the domain passes. RFC 9989 tells domain owners not to rely only on SPF with p=reject.',
  symptoms: ['550 5.7.1', '550 5.7.26', '550 5.7.509'],
  messages: {
    unsigned: 'With "{policy}" and no DKIM key in the zone, forwarded mail from {domain} is {outcome}.',
  },
  check(dmarc, context) {
    const p = dmarcTagOf(dmarc, 'p');
    const domain = dmarcDomainOf(context);
    if (p === undefined || domain === undefined || context.record?.conditional !== false) return;
    if (!isPolicyRecord(context) || !mailDomain(domain, context).isOrganizationalApex) return;
    const reading = readAs(dmarc, 'RFC 9989');
    if (reading.kind !== 'policy' || !actsOn(reading, 'domain')) return;
    const outcome = policyToApply(reading, 'domain') === 'reject' ? 'rejected' : 'quarantined';
    const here = mailDomain(domain, context).spf;
    if (here === undefined || passingMechanisms(here, context).length === 0) return;
    if (mailDomain(domain, context).findKey() !== 'none') return;
    context.report({
      at: p.range,
      message: 'unsigned',
      data: { policy: `p=${p.value}`, domain, outcome },
      fix: {
        title: 'Use "p=none" until mail is signed',
        safety: 'review',
        edits: [{ range: p.valueRange, text: 'none' }],
      },
    });
  },
});
