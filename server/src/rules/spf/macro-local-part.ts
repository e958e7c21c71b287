import { macrosOf } from '../../email/spf/macros.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** `%{l}` or `%{s}` in a name that receivers look up: one lookup for every sender address. */
export default defineRule({
  subject: 'spf',
  needs: ['macro'],
  severity: 'hint',
  specs: ['RFC 7208 §4.6.4', 'RFC 7208 §7.2'],
  why: 'Every sender address results in its own name, which resolvers have not cached. For addresses that are not listed it is a void lookup, and most receivers allow only 2 of those.',
  messages: {
    local: '"{macro}" requires a separate DNS lookup for every sender address.',
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
