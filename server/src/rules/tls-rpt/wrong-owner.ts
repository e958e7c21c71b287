import { notUnderLabels } from '../wrong-owner.ts';

/** A TLS-RPT record at a name that is never queried. `zone-underscore-missing` reports one that lacks an underscore. */
export default notUnderLabels({
  subject: 'tls-rpt',
  kind: 'TLS-RPT',
  specs: ['RFC 8460 §3', 'RFC 8552 §2'],
  why: 'Senders look up TLS-RPT only at _smtp._tls.DOMAIN. They do not find a record at another name and send no reports.',
});
