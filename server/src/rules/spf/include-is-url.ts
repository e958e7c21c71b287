import { replacing } from '../../email/spf/edits.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { defineRule } from '../rule.ts';

/** A URL or an e-mail address where a domain name must stand. */
export default defineRule({
  id: 'spf-include-is-url',
  subject: 'spf',
  needs: ['domain-url'],
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 7208 §7.1', 'RFC 7208 §5.2'],
  why: 'No such name exists, so the term matches nobody; with include: or redirect= the whole record is permerror, and receivers answer 550 5.7.24.',
  symptoms: [PERMERROR_REPLY],
  messages: {
    foreign: '"{typed}" is {form}, not a domain name.',
  },
  check(spf, context) {
    for (const fault of spf.faults) {
      if (fault.code !== 'domain-url') continue;
      const domain = fault.data?.['domain'];
      context.report({
        at: fault.range,
        message: 'foreign',
        data: { typed: quoteTerm(spf, fault.range), form: fault.data?.['form'] ?? '' },
        fix: domain === undefined ? undefined : replacing(fault.range, domain, 'review'),
      });
    }
  },
});
