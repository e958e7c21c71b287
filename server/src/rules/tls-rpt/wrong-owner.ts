import { notUnderLabels } from '../wrong-owner.ts';

/** TLS-RPT text at a name that is never queried. One that lacks an underscore is zone-underscore-missing's. */
export default notUnderLabels({
  subject: 'tls-rpt',
  kind: 'TLS-RPT',
  specs: ['RFC 8460 §3', 'RFC 8552 §2'],
  why: 'Senders ask for TLS-RPT at _smtp._tls and the domain, nowhere else. Under another name it is not found, and no reports come.',
});
