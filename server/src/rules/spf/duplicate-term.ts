import { spfDomainOf } from '../../domain/spf/owner.ts';
import { coveredByEarlier } from '../../email/spf/coverage.ts';
import { deleting } from '../../email/spf/edits.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** A record that has the same mechanism twice. */
export default defineRule({
  subject: 'spf',
  severity: 'hint',
  isUnnecessary: true,
  specs: ['RFC 7208 §4.6.4', 'RFC 7208 §4.6.2'],
  why: 'The second one has no effect, but it makes the record longer and, if it needs a DNS lookup, counts toward the limit of 10.',
  messages: {
    twice: '"{term}" is already in the record.',
    meant: '"{term}" has the same meaning as "{first}" before it.',
  },
  check(spf, context) {
    for (const { term, by, isSame } of coveredByEarlier(spf, spfDomainOf(context))) {
      if (!isSame || by.qualifier !== term.qualifier) continue;
      const typed = quoteTerm(spf, term.range);
      const first = quoteTerm(spf, by.range);
      context.report({
        at: term.range,
        message: typed.toLowerCase() === first.toLowerCase() ? 'twice' : 'meant',
        data: { term: typed, first },
        fix: deleting(spf, term.range, `Delete "${typed}"`, 'safe'),
        related: [{ at: by.range, message: 'The first one' }],
      });
    }
  },
});
