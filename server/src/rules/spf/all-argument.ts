import { quoteTerm } from '../../email/spf/quote.ts';
import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { defineRule } from '../rule.ts';

/** `all` with something behind it. */
export default defineRule({
  id: 'spf-all-argument',
  subject: 'spf',
  needs: ['all-argument'],
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 7208 §5.1'],
  why: PERMERROR,
  symptoms: [PERMERROR_REPLY],
  messages: {
    argument: '"{argument}" does not belong here: "all" takes no argument.',
  },
  check(spf, context) {
    for (const fault of spf.faults) {
      if (fault.code !== 'all-argument') continue;
      const argument = quoteTerm(spf, fault.range);
      context.report({
        at: fault.range,
        message: 'argument',
        data: { argument },
        fix: { title: `Delete "${argument}"`, safety: 'safe', edits: [{ range: fault.range, text: '' }] },
      });
    }
  },
});
