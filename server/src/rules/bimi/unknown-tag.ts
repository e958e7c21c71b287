import { forwardFaults } from '../forward-faults.ts';

/** A tag that BIMI does not have. */
export default forwardFaults({
  subject: 'bimi',
  severity: 'hint',
  specs: ['draft-brand-indicators-for-message-identification'],
  why: 'Receivers skip tags that they do not know, so what was meant by this one does not happen.',
  messages: { 'unknown-tag': '"{typed}" is not a tag of BIMI: receivers skip it.' },
});
