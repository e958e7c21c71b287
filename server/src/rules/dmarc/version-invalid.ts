import { dmarcActivationSafety } from '../../email/dmarc/policies.ts';
import { tagVersion } from '../tag-version.ts';

/** A version other than `DMARC1`, or no version. */
export default tagVersion({
  subject: 'dmarc',
  specs: ['RFC 9989 §4.7', 'RFC 9989 §4.8', 'RFC 7489 §6.3'],
  why: 'Receivers compare the version exactly, and ignore a record with any other. The domain then has no DMARC record of its own, and Gmail and Outlook.com require DMARC from bulk senders.',
  symptoms: ['550 5.7.40', '421 4.7.40', '550 5.7.515'],
  version: 'v=DMARC1',
  effect: 'receivers ignore',
  codes: ['version-missing', 'version-invalid'],
  safety: (_fault, dmarc) => dmarcActivationSafety(dmarc),
});
