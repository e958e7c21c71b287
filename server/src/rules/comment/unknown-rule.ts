import { defineRule } from '../rule.ts';

/** A `mailtxt-disable` comment that names no rule. Only the workspace knows: it reports for this rule. */
export default defineRule({
  id: 'comment-unknown-rule',
  subject: 'fault',
  severity: 'warning',
  since: '0.1.0',
  specs: [],
  why: 'The finding that it was to turn off is still reported.',
  messages: {
    idle: 'There is no rule "{what}".',
  },
  check() {
    // The workspace reports it.
  },
});
