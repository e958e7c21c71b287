import { macrosOf } from '../../email/spf/macros.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** `%{p}`, the validated reverse name, which should not be used. */
export default defineRule({
  subject: 'spf',
  needs: ['macro'],
  severity: 'warning',
  specs: ['RFC 7208 §7.2', 'RFC 7208 §5.5'],
  why: 'Receivers need many lookups for it and some do not do them, so the same sender passes here and fails there.',
  messages: {
    p: '"{macro}" should not be used: it costs receivers many lookups, and some do not do them.',
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
