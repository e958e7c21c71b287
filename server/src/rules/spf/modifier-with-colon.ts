import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';
import { quote } from './shared/quote.ts';
import { PERMERROR, PERMERROR_REPLY } from './shared/why.ts';

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
      const name = quote(spf, rangeOf(fault.range.start, colon.start));
      context.report({
        at: fault.range,
        message: 'colon',
        data: { typed: quote(spf, fault.range), name },
        fix: { title: `Write "${name}="`, safety: 'safe', edits: [{ range: colon, text: '=' }] },
      });
    }
  },
});
