import { quoteTerm } from '../../email/spf/quote.ts';
import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { forwardFaults } from '../forward-faults.ts';

/** `all` with something behind it. */
export default forwardFaults({
  subject: 'spf',
  severity: 'error',
  specs: ['RFC 7208 §5.1'],
  why: PERMERROR,
  symptoms: [PERMERROR_REPLY],
  messages: {
    'all-argument': '"{typed}" does not belong here: "all" takes no argument.',
  },
  fix: ({ range }, spf) => ({
    title: `Delete "${quoteTerm(spf, range)}"`,
    safety: 'safe',
    edits: [{ range, text: '' }],
  }),
});
