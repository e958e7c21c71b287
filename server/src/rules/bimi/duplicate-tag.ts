import { forwardFaults } from '../forward-faults.ts';

/** A tag that occurs twice. */
export default forwardFaults({
  subject: 'bimi',
  severity: 'error',
  specs: ['draft-brand-indicators-for-message-identification', 'RFC 6376 §3.2'],
  why: 'A BIMI record is a tag list as in DKIM, which is invalid as a whole where a tag occurs twice. No logo is shown.',
  messages: { 'duplicate-tag': '"{name}" occurs twice, which makes the whole record invalid.' },
});
