import { defineRule } from '../rule.ts';
import { reportSyntax, SYNTAX_FAULTS, SYNTAX_MESSAGES } from '../tag-syntax.ts';

/** Tags of BIMI that cannot be read. */
export default defineRule({
  id: 'bimi-tag-syntax',
  subject: 'bimi',
  needs: SYNTAX_FAULTS,
  severity: 'error',
  since: '0.1.0',
  specs: ['draft-brand-indicators-for-message-identification', 'RFC 6376 §3.2'],
  why: 'Receivers must not mend what does not follow the grammar: they drop the record, and no logo is shown.',
  messages: SYNTAX_MESSAGES,
  check(bimi, context) {
    reportSyntax(bimi, context, 'safe');
  },
});
