import { mailDomain } from '../../domain/mail-domain.ts';
import { passingMechanisms } from '../../domain/spf/evaluable.ts';
import { actsOn } from '../../email/dmarc/policies.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** A domain that sends mail, and no DKIM key of it or of a domain below it in the whole zone. */
export default defineRule({
  subject: 'spf',
  severity: 'info',
  specs: ['RFC 9989 §5.1.2', 'RFC 6376 §3.6.2.1'],
  why: 'Without DKIM all rests on SPF, which mail loses when it is forwarded. Gmail, Yahoo and Outlook.com require both from bulk senders.',
  symptoms: ['550 5.7.26', '550 5.7.30', '550 5.7.515'],
  messages: {
    none: '{domain} lets "{term}" send mail, but the zone has no DKIM key with which that could be signed.',
  },
  check(spf, context) {
    const domain = context.record?.owner ?? '';
    if (!mailDomain(domain, context).isRegisteredApex || !context.zoneIsWhole) return;
    const here = mailDomain(domain, context).spf;
    const [term] = here === undefined ? [] : passingMechanisms(here, context);
    if (term === undefined || mailDomain(domain, context).findKey() !== 'none') return;
    // Where a policy acts, dmarc-reject-without-dkim says what follows.
    const dmarc = mailDomain(domain, context).policy;
    if (dmarc.kind === 'unknown' || (dmarc.kind === 'found' && actsOn(dmarc.reading, 'domain'))) return;
    context.report({
      at: { part: 'type' },
      message: 'none',
      data: { domain, term: quoteTerm(spf, term.range) },
    });
  },
});
