import { insertion } from '../../email/spf/edits.ts';
import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { forwardFaults } from '../forward-faults.ts';

/** `mx-all`, `v=spf1mx`: two terms without a space between them. */
export default forwardFaults({
  subject: 'spf',
  severity: 'error',
  specs: ['RFC 7208 §4.6.1', 'RFC 7208 §12'],
  why: `Receivers read what is not separated as one term, or do not take the record as SPF at all. ${PERMERROR}`,
  symptoms: [PERMERROR_REPLY],
  messages: {
    'missing-space': {
      between: 'A space is missing between "{before}" and "{after}".',
      version: 'A space is missing behind "{before}": receivers do not take the record as SPF.',
    },
  },
  fix: ({ reason, after }) => ({
    title: 'Insert a space',
    // With its version fixed, a record that was passed over begins to act.
    safety: reason === 'version' ? 'review' : 'safe',
    edits: [insertion(after.start, ' ')],
  }),
});
