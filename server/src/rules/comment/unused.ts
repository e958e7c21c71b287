import { defineRule } from '../rule.ts';

/** A `mailtxt-disable` comment turns off nothing. Only the workspace knows all findings, so it reports this. */
export default defineRule({
  subject: 'fault',
  severity: 'hint',
  isUnnecessary: true,
  specs: [],
  why: 'The fault that the comment was for is fixed. If the comment stays, it hides the next fault of that kind.',
  messages: {
    idle: 'This comment has no effect because there is no finding of {what} here.',
  },
  check() {
    // The workspace reports it.
  },
});
