import { quoteTerm } from '../../email/spf/quote.ts';
import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

/** `redirect:` or `exp:`: a modifier written like a mechanism. */
export default defineRule({
  id: 'spf-modifier-with-colon',
  subject: 'spf',
  needs: ['modifier-with-colon'],
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 7208 §6', 'RFC 7208 §4.6.1'],
  why: PERMERROR,
  symptoms: [PERMERROR_REPLY],
  messages: {
    colon: '"{typed}" must be "{name}=": modifiers have an equals sign.',
  },
  check(spf, context) {
    for (const fault of spf.faults) {
      if (fault.code !== 'modifier-with-colon') continue;
      const colon = rangeOf(fault.range.end - 1, fault.range.end);
      const name = quoteTerm(spf, rangeOf(fault.range.start, colon.start));
      context.report({
        at: fault.range,
        message: 'colon',
        data: { typed: quoteTerm(spf, fault.range), name },
        fix: { title: `Write "${name}="`, safety: 'safe', edits: [{ range: colon, text: '=' }] },
      });
    }
  },
});
