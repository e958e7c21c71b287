import { mending } from '../../email/spf/edits.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** `ip4=192.0.2.1`, `include example.com`, `ip4192.0.2.1`: a mechanism and its argument are not joined by a colon. */
export default defineRule({
  id: 'spf-missing-colon',
  subject: 'spf',
  needs: ['missing-colon'],
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 7208 §4.6.1', 'RFC 7208 §6'],
  why: 'Written with "=", the term is a modifier that receivers do not know and skip, so the sender stays unlisted. Written in another way it is a syntax error: permerror, and no sender passes.',
  symptoms: [PERMERROR_REPLY],
  messages: {
    equals: '"{term}" is ignored as an unknown modifier: a mechanism has ":" before its argument.',
    missing: '"{term}" is not a term: write "{suggestion}".',
  },
  check(spf, context) {
    for (const fault of spf.faults) {
      if (fault.code !== 'missing-colon') continue;
      const isIgnored = fault.effect === 'legal';
      // An address can only be meant so; a name that begins to be asked for may turn out not to exist.
      const isName = isIgnored && !/^\W?ip[46]/i.test(fault.data?.['suggestion'] ?? '');
      context.report({
        at: fault.range,
        message: isIgnored ? 'equals' : 'missing',
        data: { term: quoteTerm(spf, fault.range), suggestion: quote(fault.data?.['suggestion'] ?? '') },
        fix: mending(fault, isName ? 'review' : 'safe'),
      });
    }
  },
});
