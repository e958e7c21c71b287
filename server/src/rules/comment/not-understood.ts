import { defineRule } from '../rule.ts';

/** A comment begins with `mailtxt` but is not recognized. The workspace reports this, not the rule. */
export default defineRule({
  subject: 'fault',
  severity: 'hint',
  specs: [],
  why: 'The comment has no effect. mailtxt recognizes mailtxt-disable-line, mailtxt-disable-next-line, mailtxt-disable, mailtxt-enable and "mailtxt: origin=example.com.".',
  messages: {
    idle: 'mailtxt does not recognize the comment "{what}".',
  },
  check() {
    // The workspace reports it.
  },
});
