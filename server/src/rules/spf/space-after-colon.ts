import { mending } from '../../email/spf/edits.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { defineRule } from '../rule.ts';

/** `include: example.com`: a blank inside a term. */
export default defineRule({
  id: 'spf-space-after-colon',
  subject: 'spf',
  needs: ['space-in-term'],
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 7208 §4.6.1', 'RFC 7208 §4.8'],
  why: `The blank ends the term, and what follows is read as a mechanism that does not exist. ${PERMERROR}`,
  symptoms: [PERMERROR_REPLY],
  messages: {
    cut: 'The blank in "{term}" cuts the term in two.',
  },
  check(spf, context) {
    for (const fault of spf.faults) {
      if (fault.code !== 'space-in-term') continue;
      context.report({
        at: fault.range,
        message: 'cut',
        data: { term: quoteTerm(spf, fault.range) },
        fix: mending(fault, 'safe'),
      });
    }
  },
});
