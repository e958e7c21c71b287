import { termRemoval } from '../../email/spf/edits.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { zeroTerms } from '../../email/spf/width.ts';
import { defineRule } from '../rule.ts';

/** `/0`, or two halves that together cover all addresses: the same as `+all`. */
export default defineRule({
  subject: 'spf',
  needs: ['ip4', 'ip6', 'a', 'mx'],
  severity: 'error',
  specs: ['RFC 7208 §5.6', 'RFC 7208 §5.1'],
  why: 'Every host with such an address passes SPF as this domain, just as with "+all". Receivers distrust such domains, and Gmail slows down their mail with 4.7.24.',
  symptoms: ['451 4.7.24', '550 5.7.24'],
  messages: {
    all: '"{term}" authorizes every {family} address.',
    halves: '"{term}" and "{other}" together authorize every {family} address.',
  },
  check(spf, context) {
    for (const { term, family, other } of zeroTerms(spf)) {
      const typed = quoteTerm(spf, term.range);
      const parts = other === undefined ? [term] : [other, term];
      context.report({
        at: term.range,
        message: other === undefined ? 'all' : 'halves',
        data: { term: typed, family, other: other === undefined ? '' : quoteTerm(spf, other.range) },
        fix: {
          title: parts.map((part) => `Delete "${quoteTerm(spf, part.range)}"`).join(', '),
          safety: 'review',
          edits: parts.map((part) => termRemoval(spf, part.range)),
        },
        ...(other === undefined ? {} : { related: [{ at: other.range, message: 'The other half' }] }),
      });
    }
  },
});
