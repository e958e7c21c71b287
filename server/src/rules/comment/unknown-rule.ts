import { defineRule } from '../rule.ts';

/** A `mailtxt-disable` comment that names no rule. Only the workspace knows: it reports for this rule. */
export default defineRule({
  subject: 'fault',
  severity: 'warning',
  specs: [],
  why: 'The finding that it was to turn off is still reported.',
  messages: {
    idle: 'There is no rule "{what}".',
  },
  check() {
    // The workspace reports it.
  },
});
