import { notUnderLabels } from '../wrong-owner.ts';

/** BIMI text at a name that is never queried. One that lacks its underscore is zone-underscore-missing's. */
export default notUnderLabels({
  subject: 'bimi',
  kind: 'BIMI',
  specs: ['draft-brand-indicators-for-message-identification', 'RFC 8552 §2'],
  why: 'Receivers ask for BIMI at a selector, mostly "default", below _bimi and the domain. Under another name it is not found, and no logo is shown.',
});
