import { quoteTerm } from '../../email/spf/quote.ts';
import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { defineRule } from '../rule.ts';

/** `include:` without a domain. */
export default defineRule({
  id: 'spf-include-empty',
  subject: 'spf',
  needs: ['include-empty'],
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 7208 §5.2'],
  why: PERMERROR,
  symptoms: [PERMERROR_REPLY],
  messages: {
    empty: '"{term}" names no domain to include.',
  },
  check(spf, context) {
    for (const fault of spf.faults) {
      if (fault.code !== 'include-empty') continue;
      context.report({ at: fault.range, message: 'empty', data: { term: quoteTerm(spf, fault.range) } });
    }
  },
});
