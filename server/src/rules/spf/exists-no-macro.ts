import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** `exists:` of a name without a macro. */
export default defineRule({
  subject: 'spf',
  needs: ['exists'],
  severity: 'warning',
  specs: ['RFC 7208 §5.7'],
  why: 'The name is the same for every sender, so the term matches all senders or none. If the name has an A record, every host on the Internet passes.',
  messages: {
    constant: '"{term}" has no macro, so it matches either every sender or none.',
  },
  check(spf, context) {
    for (const term of spf.terms) {
      if (term.kind !== 'exists' || term.hasHole || term.domain?.name === undefined) continue;
      context.report({ at: term.range, message: 'constant', data: { term: quoteTerm(spf, term.range) } });
    }
  },
});
