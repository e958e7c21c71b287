import { notUnderLabels } from '../wrong-owner.ts';

/** A BIMI record at a name that is never queried. `zone-underscore-missing` reports one that lacks its underscore. */
export default notUnderLabels({
  subject: 'bimi',
  kind: 'BIMI',
  specs: ['draft-brand-indicators-for-message-identification', 'RFC 8552 §2'],
  why: 'Receivers look up BIMI only at SELECTOR._bimi.DOMAIN, where the selector is usually "default". They do not find a record at another name and show no logo.',
});
