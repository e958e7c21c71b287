import { deleting } from '../../email/spf/edits.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** `ptr`, which should no longer be published. */
export default defineRule({
  subject: 'spf',
  needs: ['ptr'],
  severity: 'warning',
  specs: ['RFC 7208 §5.5'],
  why: 'It is slow and unreliable: some receivers skip it and others fail on it, so the hosts that it should allow do not pass everywhere. It also uses a DNS lookup.',
  messages: {
    ptr: '"{term}" should not be used because some receivers skip it or fail on it.',
  },
  check(spf, context) {
    for (const term of spf.terms) {
      if (term.kind !== 'ptr') continue;
      const typed = quoteTerm(spf, term.range);
      context.report({
        at: term.range,
        message: 'ptr',
        data: { term: typed },
        fix: deleting(spf, term.range, `Delete "${typed}"`, 'review'),
      });
    }
  },
});
