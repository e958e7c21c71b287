import { spfDomainOf } from '../../domain/spf/owner.ts';
import { coveredByEarlier } from '../../email/spf/coverage.ts';
import { deleting } from '../../email/spf/edits.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** The same mechanism twice. */
export default defineRule({
  subject: 'spf',
  severity: 'hint',
  isUnnecessary: true,
  specs: ['RFC 7208 §4.6.4', 'RFC 7208 §4.6.2'],
  why: 'The second one never decides, but it makes the record longer, and counts towards the ten lookups if it needs one.',
  messages: {
    twice: '"{term}" stands in the record already.',
    meant: '"{term}" says the same as "{first}" before it.',
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
        related: [{ at: by.range, message: 'The first one.' }],
      });
    }
  },
});
