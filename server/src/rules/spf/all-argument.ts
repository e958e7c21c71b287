import { quoteTerm } from '../../email/spf/quote.ts';
import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { forwardFaults } from '../forward-faults.ts';

/** `all` that is followed by an argument. */
export default forwardFaults({
  subject: 'spf',
  severity: 'error',
  specs: ['RFC 7208 §5.1'],
  why: PERMERROR,
  symptoms: [PERMERROR_REPLY],
  messages: {
    'all-argument': '"{typed}" is not allowed after "all", which takes no argument.',
  },
  fix: ({ range }, spf) => ({
    title: `Delete "${quoteTerm(spf, range)}"`,
    safety: 'safe',
    edits: [{ range, text: '' }],
  }),
});
