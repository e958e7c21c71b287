import { quoteTerm } from '../../email/spf/quote.ts';
import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { defineRule } from '../rule.ts';

/** `redirect=` or `exp=` without a domain. */
export default defineRule({
  id: 'spf-redirect-empty',
  subject: 'spf',
  needs: ['modifier-empty'],
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 7208 §6.1', 'RFC 7208 §6.2'],
  why: PERMERROR,
  symptoms: [PERMERROR_REPLY],
  messages: {
    empty: '"{term}" names no domain.',
  },
  check(spf, context) {
    for (const fault of spf.faults) {
      if (fault.code !== 'modifier-empty') continue;
      context.report({ at: fault.range, message: 'empty', data: { term: quoteTerm(spf, fault.range) } });
    }
  },
});
