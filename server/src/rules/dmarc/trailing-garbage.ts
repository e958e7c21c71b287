import { tagRemoval } from '../../email/dmarc/edits.ts';
import { forwardFaults } from '../forward-faults.ts';

/** Text that is no tag. */
export default forwardFaults({
  subject: 'dmarc',
  severity: 'warning',
  specs: ['RFC 9989 §4.8', 'RFC 6376 §3.2'],
  why: 'A DMARC record is tags of the form name=value and nothing else. Some receivers skip other text, some drop the whole record for it.',
  messages: {
    stray: '"{typed}" is not a tag of the form name=value. Some receivers drop the whole record for it.',
  },
  fix: ({ range }, dmarc) => ({ title: 'Delete it', safety: 'safe', edits: [tagRemoval(dmarc, range)] }),
});
