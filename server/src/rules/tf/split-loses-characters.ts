import { forwardFaults } from '../forward-faults.ts';

/** An expression that splits a long text, and puts back less or more than it took. */
export default forwardFaults({
  subject: 'fault',
  severity: 'error',
  specs: ['RFC 6376 §3.6.2.2', 'RFC 7208 §3.3'],
  why: 'Every text that is long enough to be split is published with other characters than it was given: a DKIM key of 2048 bits is not the key any more, and every signature fails.',
  symptoms: ['550 5.7.26'],
  messages: {
    'uneven-split': 'This splits a text and changes it: it takes {taken} characters and puts back {given}.',
  },
});
