import { dmarcActivationSafety } from '../../email/dmarc/policies.ts';
import { replacementFix } from '../../email/replacement.ts';
import { forwardFaults } from '../forward-faults.ts';

/** `v=DMARC1 p=none`, whose version is `DMARC1 p=none` as a whole. */
export default forwardFaults({
  subject: 'dmarc',
  severity: 'error',
  specs: ['RFC 9989 §4.8', 'RFC 7489 §6.4'],
  why: 'Without the semicolon, the version is not exactly DMARC1, and receivers ignore the record. The domain then has no DMARC record of its own, and Gmail and Outlook.com require DMARC from bulk senders.',
  symptoms: ['550 5.7.40', '421 4.7.40', '550 5.7.515'],
  messages: {
    'missing-semicolon-after-version':
      'Missing ";" between "v=DMARC1" and "{after}", so receivers ignore the whole record.',
  },
  fix: (fault, dmarc) => replacementFix(fault, dmarcActivationSafety(dmarc), 'Add ";" after "v=DMARC1"'),
});
