import { REFUSED, REFUSED_REPLIES } from '../../records/refused.ts';
import { forwardFaults } from '../forward-faults.ts';

/** A string of a TXT record that one octet cannot tell the length of. */
export default forwardFaults({
  subject: 'fault',
  severity: 'error',
  specs: ['RFC 1035 §3.3', 'RFC 7208 §3.3', 'RFC 6376 §3.6.2.2'],
  why: `A long value is written as several strings, which receivers put together again. ${REFUSED}`,
  symptoms: REFUSED_REPLIES,
  messages: {
    'string-too-long': {
      exact: 'A string of {octets} octets is too long: one string of a TXT record holds 255.',
      'at-least': 'A string of at least {octets} octets is too long: one string of a TXT record holds 255.',
    },
  },
  // It cuts them itself.
  when: (_fault, _subject, { server }) => server !== 'gdnsd',
});
