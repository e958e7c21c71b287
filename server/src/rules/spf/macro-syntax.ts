import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { forwardFaults } from '../forward-faults.ts';

/** A percent sign that does not begin a macro, or a malformed macro. */
export default forwardFaults({
  subject: 'spf',
  severity: 'error',
  specs: ['RFC 7208 §7.1', 'RFC 7208 §7.3'],
  why: PERMERROR,
  symptoms: [PERMERROR_REPLY],
  messages: {
    'macro-syntax': {
      bare: '"%" does not begin a macro here, and a literal percent sign is written "%%".',
      unclosed: '"{typed}" has no closing brace.',
      empty: '"{typed}" has no macro letter, unlike "%{i}".',
      letter: '"{typed}" does not have one of the macro letters s, l, o, d, i, p, v and h.',
      transformer:
        '"{typed}" is not a macro because only digits, "r" and delimiters may follow its letter, in this order.',
      zero: '"{typed}" keeps 0 parts of the name, but the number must be at least 1.',
    },
  },
});
