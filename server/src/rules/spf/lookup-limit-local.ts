import { lookupTerms, MAX_LOOKUP_TERMS } from '../../email/spf/lookups.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** More than 10 terms of this one record use DNS lookups. */
export default defineRule({
  subject: 'spf',
  severity: 'error',
  specs: ['RFC 7208 §4.6.4'],
  why: 'Receivers stop at the limit with permerror, whatever the included records contain. Senders that no earlier term matches do not pass and get 550 5.7.24.',
  symptoms: ['550 5.7.24'],
  messages: {
    over: 'The record alone uses {count} DNS lookups and exceeds the limit of {max} at "{term}".',
  },
  check(spf, context) {
    const counted = lookupTerms(spf);
    const first = counted[MAX_LOOKUP_TERMS];
    if (first === undefined) return;
    context.report({
      at: first.range,
      message: 'over',
      data: { count: counted.length, max: MAX_LOOKUP_TERMS, term: quoteTerm(spf, first.range) },
    });
  },
});
