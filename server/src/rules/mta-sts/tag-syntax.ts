import { defineRule } from '../rule.ts';
import { reportSyntax, SYNTAX_FAULTS, SYNTAX_MESSAGES } from '../tag-syntax.ts';

/** Tags of MTA-STS that cannot be read. */
export default defineRule({
  id: 'mta-sts-tag-syntax',
  subject: 'mta-sts',
  needs: SYNTAX_FAULTS,
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 8461 §3.1'],
  why: 'A record that does not follow the grammar is invalid, and senders act as if the domain had no MTA-STS.',
  messages: SYNTAX_MESSAGES,
  check(sts, context) {
    // A policy that begins to act may keep mail out.
    reportSyntax(sts, context, 'review');
  },
});
