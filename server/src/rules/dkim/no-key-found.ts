import { mailDomain } from '../../domain/mail-domain.ts';
import { passingMechanisms } from '../../domain/spf/evaluable.ts';
import { actsOn } from '../../email/dmarc/policies.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** A domain sends mail, but the whole zone has no DKIM key for it or for a subdomain of it. */
export default defineRule({
  subject: 'spf',
  severity: 'info',
  specs: ['RFC 9989 §5.1.2', 'RFC 6376 §3.6.2.1'],
  why: 'Without DKIM, authentication depends only on SPF, which forwarded mail fails. Gmail, Yahoo and Outlook.com require both from bulk senders.',
  symptoms: ['550 5.7.26', '550 5.7.30', '550 5.7.515'],
  messages: {
    none: '{domain} allows "{term}" to send mail, but its zone has no DKIM key.',
  },
  check(spf, context) {
    const domain = context.record?.owner ?? '';
    if (!mailDomain(domain, context).isRegisteredApex || !context.zoneIsWhole) return;
    const here = mailDomain(domain, context).spf;
    const [term] = here === undefined ? [] : passingMechanisms(here, context);
    if (term === undefined || mailDomain(domain, context).findKey() !== 'none') return;
    // Under an enforced policy, dmarc-reject-without-dkim reports the consequences.
    const dmarc = mailDomain(domain, context).policy;
    if (dmarc.kind === 'unknown' || (dmarc.kind === 'found' && actsOn(dmarc.reading, 'domain'))) return;
    context.report({
      at: { part: 'type' },
      message: 'none',
      data: { domain, term: quoteTerm(spf, term.range) },
    });
  },
});
