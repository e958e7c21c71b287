import { notUnderLabels } from '../wrong-owner.ts';

/** MTA-STS text at a name that is never queried. One that lacks its underscore is zone-underscore-missing's. */
export default notUnderLabels({
  subject: 'mta-sts',
  kind: 'MTA-STS',
  specs: ['RFC 8461 §3.1', 'RFC 8552 §2'],
  why: 'Senders ask for MTA-STS at _mta-sts and the domain, nowhere else. Under another name it is not found, and the domain has none.',
});
