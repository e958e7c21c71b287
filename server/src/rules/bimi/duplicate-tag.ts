import { forwardFaults } from '../forward-faults.ts';

/** A tag that occurs twice. */
export default forwardFaults({
  subject: 'bimi',
  severity: 'error',
  specs: ['draft-brand-indicators-for-message-identification', 'RFC 6376 §3.2'],
  why: 'A BIMI record is a tag list as in DKIM, and a duplicate tag makes such a list invalid as a whole. Receivers show no logo.',
  messages: { 'duplicate-tag': 'Duplicate tag "{name}" makes the whole record invalid.' },
});
