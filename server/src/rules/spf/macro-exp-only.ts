import { quoteTerm } from '../../email/spf/quote.ts';
import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { defineRule } from '../rule.ts';

/** `%{c}`, `%{r}` or `%{t}` outside the text of an explanation. */
export default defineRule({
  id: 'spf-macro-exp-only',
  subject: 'spf',
  needs: ['macro-exp-only'],
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 7208 §7.2'],
  why: PERMERROR,
  symptoms: [PERMERROR_REPLY],
  messages: {
    c: '"{macro}" is only for explanations: the address of the sender is "%{i}" here.',
    r: '"{macro}" is only for the text that "exp=" leads to.',
  },
  check(spf, context) {
    for (const fault of spf.faults) {
      if (fault.code !== 'macro-exp-only') continue;
      const message = fault.data?.['letter'] === 'c' ? 'c' : 'r';
      context.report({ at: fault.range, message, data: { macro: quoteTerm(spf, fault.range) } });
    }
  },
});
