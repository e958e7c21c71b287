import { tagVersion } from '../tag-version.ts';

/** A text at `_smtp._tls` that does not begin with the version. */
export default tagVersion({
  subject: 'tls-rpt',
  specs: ['RFC 8460 §3'],
  why: 'Senders skip texts that do not begin with "v=TLSRPTv1;", in exactly these letters. No reports come, and failures of TLS stay unseen.',
  version: 'v=TLSRPTv1;',
  effect: 'senders skip',
  form: 'with no blanks and no other letters',
  safety: 'safe',
});
