import { REFUSED, REFUSED_REPLIES } from '../../records/refused.ts';
import { forwardFaults } from '../forward-faults.ts';

/** A line that begins with `$` is not a directive, or has the wrong arguments. */
export default forwardFaults({
  subject: 'fault',
  severity: 'error',
  specs: ['RFC 1035 §5.1', 'RFC 2308 §4'],
  why: REFUSED,
  symptoms: REFUSED_REPLIES,
  messages: {
    directive: {
      unknown: '"{typed}" is not a directive.',
      incomplete: 'An argument is missing after "{typed}" (unexpected end of input).',
      extra: 'Unexpected "{typed}" after the directive (extra input text).',
    },
  },
});
