import { REFUSED, REFUSED_REPLIES } from '../../records/refused.ts';
import { forwardFaults } from '../forward-faults.ts';

/** A line of which the owner, the TTL, the class and the type cannot be told apart. */
export default forwardFaults({
  subject: 'fault',
  severity: 'error',
  specs: ['RFC 1035 §5.1', 'RFC 2308 §4'],
  why: `A record is its owner, then a TTL and the class IN where they are wanted, then the type, then the data. ${REFUSED}`,
  symptoms: REFUSED_REPLIES,
  messages: {
    'no-type': {
      data: 'No record type stands before {typed}.',
      end: 'Behind "{typed}" a record type and its data are missing: unexpected end of line.',
    },
    class: '"{typed}" is not the class of the zone, which is IN.',
    ttl: '"{typed}" is not a time in seconds: bad ttl.',
  },
  // A file may be a zone of another class as a whole.
  severities: { class: 'warning' },
});
