import { defineRule } from '../rule.ts';

/** A `mailtxt-disable` comment names a nonexistent rule. Only the workspace knows all rules, so it reports this. */
export default defineRule({
  subject: 'fault',
  severity: 'warning',
  specs: [],
  why: 'The finding that the comment should turn off is still reported.',
  messages: {
    idle: 'The rule "{what}" does not exist.',
  },
  check() {
    // The workspace reports it.
  },
});
