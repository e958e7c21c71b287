import { spfDomainOf } from '../../domain/spf/owner.ts';
import { mailFromDomain } from '../../domain/verdicts/mail-from.ts';
import { deleting } from '../../email/spf/edits.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { servicesOfInclude } from '../../senders/services/catalog.ts';
import { defineRule } from '../rule.ts';

/** The include of a service that never uses its customer's domain in MAIL FROM. */
export default defineRule({
  subject: 'spf',
  needs: ['include'],
  severity: 'hint',
  specs: ['RFC 7208 §2.4', 'RFC 7208 §4.6.4', 'RFC 9989 §4.4'],
  why: 'This service uses its own domain in MAIL FROM, so receivers never read this record for its mail. The include uses lookups, and allows other customers of the service to pass SPF with your domain.',
  messages: {
    needless: '"{term}" has no effect on mail from {service}, which uses its own domain in MAIL FROM.',
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
