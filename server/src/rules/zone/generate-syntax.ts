import { REFUSED, REFUSED_REPLIES } from '../../records/refused.ts';
import { forwardFaults } from '../forward-faults.ts';

/** BIND rejects a `$GENERATE` directive. */
export default forwardFaults({
  subject: 'fault',
  severity: 'error',
  specs: ['RFC 1035 §5.1'],
  why: REFUSED,
  symptoms: REFUSED_REPLIES,
  messages: {
    generate: {
      incomplete: '$GENERATE is incomplete (unexpected end of input).',
      range: '"{typed}" is not an ascending range such as 1-100 or 0-10/2 (invalid range).',
      syntax: '"{typed}" has braces after "$" without a valid offset, width and base (syntax error).',
      offset: 'The offset in "{typed}" gives a value over 2147483647 (out of range).',
      extra: '"{typed}" is more than one word of data, so it must be in quotes.',
      class: '"{typed}" is not the class of the zone (IN).',
      type: '$GENERATE cannot make records of type "{typed}".',
    },
    'generate-data': 'The value {value} makes an invalid record ({refusal}).',
  },
});
