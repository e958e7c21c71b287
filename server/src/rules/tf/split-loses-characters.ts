import { forwardFaults } from '../forward-faults.ts';

/** An expression that splits a long value, and restores fewer or more characters than it matches. */
export default forwardFaults({
  subject: 'fault',
  severity: 'error',
  specs: ['RFC 6376 §3.6.2.2', 'RFC 7208 §3.3'],
  why: 'Every value that is long enough to be split is published with characters missing or added. A 2048-bit DKIM key is then a different key, and every signature fails.',
  symptoms: ['550 5.7.26'],
  messages: {
    'uneven-split':
      'This split changes the value because it matches {taken} characters and restores {given}.',
  },
});
