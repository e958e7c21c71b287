import { tagVersion } from '../tag-version.ts';

/** A text at `_mta-sts` that does not begin with the version. */
export default tagVersion({
  subject: 'mta-sts',
  specs: ['RFC 8461 §3.1'],
  why: 'Senders skip texts that do not begin with "v=STSv1;", in exactly these letters. The domain then has no MTA-STS, and mail to it can be read or turned aside on its way by who strips TLS.',
  version: 'v=STSv1;',
  effect: 'senders skip',
  form: 'with no blanks and no other letters',
  // A policy that begins to act may keep mail out.
  safety: 'review',
});
