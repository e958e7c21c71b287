import { macrosOf } from '../../email/spf/macros.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** `%{l}` or `%{s}` in a name that is asked for: one lookup for every address that sends. */
export default defineRule({
  subject: 'spf',
  needs: ['macro'],
  severity: 'hint',
  specs: ['RFC 7208 §4.6.4', 'RFC 7208 §7.2'],
  why: 'Every sender address makes a name of its own, which no resolver has kept; for those that are not listed it is a void lookup, of which only two are allowed.',
  messages: {
    local: '"{macro}" makes a lookup of its own for every sender address.',
  },
  check(spf, context) {
    for (const term of spf.terms) {
      if (!('domain' in term) || term.domain === undefined || term.kind === 'exp') continue;
      for (const macro of macrosOf(term.domain)) {
        if (macro.letter !== 'l' && macro.letter !== 's') continue;
        context.report({ at: macro.range, message: 'local', data: { macro: quoteTerm(spf, macro.range) } });
      }
    }
  },
});
