import { forwardFaults } from '../forward-faults.ts';

/** A tag that BIMI does not have. */
export default forwardFaults({
  id: 'bimi-unknown-tag',
  subject: 'bimi',
  severity: 'hint',
  since: '0.1.0',
  specs: ['draft-brand-indicators-for-message-identification'],
  why: 'Receivers skip tags that they do not know, so what was meant by this one does not happen.',
  messages: { 'unknown-tag': '"{typed}" is not a tag of BIMI: receivers skip it.' },
});
