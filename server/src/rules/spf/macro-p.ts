import { macrosOf } from '../../email/spf/macros.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** `%{p}`, the validated reverse name of the sender, which should not be used. */
export default defineRule({
  subject: 'spf',
  needs: ['macro'],
  severity: 'warning',
  specs: ['RFC 7208 §7.2', 'RFC 7208 §5.5'],
  why: 'Receivers need many DNS lookups for it, and some skip them, so the same sender passes at one receiver and fails at another.',
  messages: {
    p: '"{macro}" should not be used because it requires many DNS lookups, which some receivers skip.',
  },
  check(spf, context) {
    for (const term of spf.terms) {
      if (!('domain' in term) || term.domain === undefined) continue;
      for (const macro of macrosOf(term.domain)) {
        if (macro.letter !== 'p') continue;
        context.report({ at: macro.range, message: 'p', data: { macro: quoteTerm(spf, macro.range) } });
      }
    }
  },
});
