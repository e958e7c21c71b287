import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { defineRule } from '../rule.ts';

/** An en dash, an em dash or a minus sign in place of `-`. */
export default defineRule({
  id: 'spf-typographic-dash',
  subject: 'spf',
  needs: ['typographic-dash'],
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 7208 §12'],
  why: `Word processors and web pages turn "-" into a longer dash, which SPF does not know. ${PERMERROR}`,
  symptoms: [PERMERROR_REPLY],
  messages: {
    dash: 'This is a typographic dash: SPF knows only the plain "-".',
  },
  check(spf, context) {
    for (const fault of spf.faults) {
      if (fault.code !== 'typographic-dash') continue;
      context.report({
        at: fault.range,
        message: 'dash',
        fix: { title: 'Write "-"', safety: 'safe', edits: [{ range: fault.range, text: '-' }] },
      });
    }
  },
});
