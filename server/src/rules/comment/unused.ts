import { defineRule } from '../rule.ts';

/** A `mailtxt-disable` comment that turns off nothing. Only the workspace knows: it reports for this rule. */
export default defineRule({
  subject: 'fault',
  severity: 'hint',
  isUnnecessary: true,
  specs: [],
  why: 'What it was for is mended. Left in, it would hide the next fault of that kind.',
  messages: {
    idle: 'This comment turns off nothing: there is no finding of {what} here.',
  },
  check() {
    // The workspace reports it.
  },
});
