import { defineRule } from '../rule.ts';
import { reportSyntax, SYNTAX_FAULTS, SYNTAX_MESSAGES } from '../tag-syntax.ts';

/** Tags of TLS-RPT that cannot be read. */
export default defineRule({
  id: 'tls-rpt-tag-syntax',
  subject: 'tls-rpt',
  needs: SYNTAX_FAULTS,
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 8460 §3'],
  why: 'Senders that read by the grammar drop the record, and no reports come.',
  messages: SYNTAX_MESSAGES,
  check(rpt, context) {
    reportSyntax(rpt, context, 'safe');
  },
});
