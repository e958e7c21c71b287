import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { forwardFaults } from '../forward-faults.ts';

/** A percent sign that begins no macro, or a macro that is written wrongly. */
export default forwardFaults({
  subject: 'spf',
  severity: 'error',
  specs: ['RFC 7208 §7.1', 'RFC 7208 §7.3'],
  why: PERMERROR,
  symptoms: [PERMERROR_REPLY],
  messages: {
    'macro-syntax': {
      bare: '"%" begins no macro here: a percent sign is written "%%".',
      unclosed: '"{typed}" has no closing brace.',
      empty: '"{typed}" has no letter: a macro is written as in %{i}.',
      letter: '"{typed}" has a letter that SPF does not know: the letters are s, l, o, d, i, p, v and h.',
      transformer: '"{typed}" is not a macro: behind the letter stand digits, then "r", then delimiters.',
      zero: '"{typed}" keeps 0 parts: the number must be 1 or more.',
    },
  },
});
