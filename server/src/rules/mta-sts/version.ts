import { tagVersion } from '../tag-version.ts';

/** A TXT record at `_mta-sts` that does not begin with the version. */
export default tagVersion({
  subject: 'mta-sts',
  specs: ['RFC 8461 §3.1'],
  why: 'Senders ignore TXT records that do not begin with exactly "v=STSv1;". The domain then has no MTA-STS, and an attacker that strips TLS can read or redirect mail to it.',
  version: 'v=STSv1;',
  effect: 'senders ignore',
  form: 'with a lowercase "v" and no spaces',
  // A policy that takes effect may block mail.
  safety: 'review',
});
