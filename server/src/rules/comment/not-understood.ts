import { defineRule } from '../rule.ts';

/** A comment that begins with `mailtxt` and says nothing that is known. The workspace reports for this rule. */
export default defineRule({
  subject: 'fault',
  severity: 'hint',
  specs: [],
  why: 'It does nothing. The comments that are understood are mailtxt-disable-line, mailtxt-disable-next-line, mailtxt-disable, mailtxt-enable and "mailtxt: origin=example.com.".',
  messages: {
    idle: 'This comment is not understood: "{what}".',
  },
  check() {
    // The workspace reports it.
  },
});
