import { spfDomainOf } from '../../domain/spf/owner.ts';
import { mailFromDomain } from '../../domain/verdicts/mail-from.ts';
import { deleting } from '../../email/spf/edits.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { servicesOfInclude } from '../../senders/services/catalogue.ts';
import { defineRule } from '../rule.ts';

/** The include of a service that never has its customer's domain in MAIL FROM. */
export default defineRule({
  subject: 'spf',
  needs: ['include'],
  severity: 'hint',
  specs: ['RFC 7208 §2.4', 'RFC 7208 §4.6.4', 'RFC 9989 §4.4'],
  why: 'Receivers check SPF of the domain in MAIL FROM. This service has its own there, so they never read this record for its mail: the include costs lookups, and lets its other customers pass as you.',
  messages: {
    needless: '{service} has a domain of its own in MAIL FROM: "{term}" does nothing for its mail.',
  },
  check(spf, context) {
    const owner = spfDomainOf(context);
    for (const term of spf.directives) {
      if (term.kind !== 'include' || term.qualifier !== '+' || term.domain?.name === undefined) continue;
      const services = servicesOfInclude(term.domain.name);
      const [service] = services;
      if (service === undefined || services.some(({ envelope }) => envelope !== 'service')) continue;
      const isUsed = context.senders.some(
        (sender) => sender.service?.id === service.id && mailFromDomain(sender, context.facts) === owner,
      );
      if (isUsed) continue;
      const typed = quoteTerm(spf, term.range);
      context.report({
        at: term.range,
        message: 'needless',
        data: { service: service.name, term: typed },
        fix: deleting(spf, term.range, `Delete "${typed}"`, 'review'),
      });
    }
  },
});
