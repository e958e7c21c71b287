import { NOT_LOADED, REFUSED_REPLIES } from '../../records/refused.ts';
import { forwardFaults } from '../forward-faults.ts';

/** A line has no record type, or an invalid class or TTL. */
export default forwardFaults({
  subject: 'fault',
  severity: 'error',
  specs: ['RFC 1035 §5.1', 'RFC 2308 §4'],
  why: `A record is an owner name, an optional TTL and class IN, a type and data, or the zone file does not load. ${NOT_LOADED}`,
  symptoms: REFUSED_REPLIES,
  messages: {
    'no-type': {
      data: 'The record type is missing before {typed}.',
      end: 'The record type and data are missing after "{typed}" (unexpected end of line).',
    },
    class: '"{typed}" is not the class of the zone (IN).',
    ttl: '"{typed}" is not a time in seconds (bad ttl).',
  },
  // The whole file may be a zone of another class.
  severities: { class: 'warning' },
});
