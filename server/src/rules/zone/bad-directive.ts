import { REFUSED, REFUSED_REPLIES } from '../../records/refused.ts';
import { forwardFaults } from '../forward-faults.ts';

/** A `$` line that is none, or lacks what it needs. */
export default forwardFaults({
  subject: 'fault',
  severity: 'error',
  specs: ['RFC 1035 §5.1', 'RFC 2308 §4'],
  why: REFUSED,
  symptoms: REFUSED_REPLIES,
  messages: {
    directive: {
      unknown: '"{typed}" is not a directive.',
      incomplete: 'Something is missing behind "{typed}": unexpected end of input.',
      extra: '"{typed}" is more than the directive takes: extra input text.',
    },
  },
});
