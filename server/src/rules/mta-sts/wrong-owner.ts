import { notUnderLabels } from '../wrong-owner.ts';

/** An MTA-STS record at a name that is never queried. `zone-underscore-missing` reports one that lacks its underscore. */
export default notUnderLabels({
  subject: 'mta-sts',
  kind: 'MTA-STS',
  specs: ['RFC 8461 §3.1', 'RFC 8552 §2'],
  why: 'Senders look up MTA-STS only at _mta-sts.DOMAIN. They do not find a record at another name, and the domain has no MTA-STS.',
});
