import { NOT_LOADED, REFUSED_REPLIES } from '../../records/refused.ts';
import { forwardFaults } from '../forward-faults.ts';

/** A string of a TXT record is longer than its length octet can express. */
export default forwardFaults({
  subject: 'fault',
  severity: 'error',
  specs: ['RFC 1035 §3.3', 'RFC 7208 §3.3', 'RFC 6376 §3.6.2.2'],
  why: `A long value must be split into strings, which receivers join, or a zone file does not load. ${NOT_LOADED}`,
  symptoms: REFUSED_REPLIES,
  messages: {
    'string-too-long': {
      exact: 'The string has {octets} octets, but a TXT string can have at most 255.',
      'at-least': 'The string has at least {octets} octets, but a TXT string can have at most 255.',
    },
  },
  // gdnsd splits them itself.
  when: (_fault, _subject, { server }) => server !== 'gdnsd',
});
