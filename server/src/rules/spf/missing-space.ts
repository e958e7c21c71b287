import { insertion } from '../../email/spf/edits.ts';
import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { forwardFaults } from '../forward-faults.ts';

/** `mx-all`, `v=spf1mx`: two terms without a space between them. */
export default forwardFaults({
  subject: 'spf',
  severity: 'error',
  specs: ['RFC 7208 §4.6.1', 'RFC 7208 §12'],
  why: `Receivers read both terms as one, or do not recognize the record as SPF at all. ${PERMERROR}`,
  symptoms: [PERMERROR_REPLY],
  messages: {
    'missing-space': {
      between: 'A space is missing between "{before}" and "{after}".',
      version: 'A space is missing after "{before}", so receivers do not recognize the record as SPF.',
    },
  },
  fix: ({ reason, after }) => ({
    title: 'Insert a space',
    // With its version fixed, a record that receivers ignored takes effect.
    safety: reason === 'version' ? 'review' : 'safe',
    edits: [insertion(after.start, ' ')],
  }),
});
