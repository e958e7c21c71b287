import { tagVersion } from '../tag-version.ts';

/** A TXT record at `_smtp._tls` that does not begin with the version. */
export default tagVersion({
  subject: 'tls-rpt',
  specs: ['RFC 8460 §3'],
  why: 'Senders ignore TXT records that do not begin with exactly "v=TLSRPTv1;". They send no reports, and TLS failures stay unnoticed.',
  version: 'v=TLSRPTv1;',
  effect: 'senders ignore',
  form: 'with a lowercase "v" and no spaces',
  safety: 'safe',
});
