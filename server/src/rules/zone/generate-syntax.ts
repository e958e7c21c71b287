import { REFUSED, REFUSED_REPLIES } from '../../records/refused.ts';
import { forwardFaults } from '../forward-faults.ts';

/** A `$GENERATE` that BIND refuses. */
export default forwardFaults({
  subject: 'fault',
  severity: 'error',
  specs: ['RFC 1035 §5.1'],
  why: REFUSED,
  symptoms: REFUSED_REPLIES,
  messages: {
    generate: {
      incomplete: 'This $GENERATE ends too early: unexpected end of input.',
      range: '"{typed}" is not a range that goes up, such as 1-100 or 0-10/2: invalid range.',
      syntax: '"{typed}" has braces after "$" that do not hold an offset, a width and a base: syntax error.',
      offset: 'The offset in "{typed}" leads to a value over 2147483647: out of range.',
      extra: '"{typed}" is more than one word of data and has no quotes, so it is refused.',
      class: '"{typed}" is not the class of the zone, IN.',
      type: '"{typed}" is not a record type that $GENERATE can make.',
    },
    'generate-data': 'The value {value} makes a record that is refused: {refusal}.',
  },
});
