import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { forwardFaults } from '../forward-faults.ts';

/** An en dash, an em dash or a minus sign in place of `-`. */
export default forwardFaults({
  subject: 'spf',
  severity: 'error',
  specs: ['RFC 7208 §12'],
  why: `Word processors and web pages turn "-" into a longer dash, which SPF does not know. ${PERMERROR}`,
  symptoms: [PERMERROR_REPLY],
  messages: {
    'typographic-dash': 'This is a typographic dash: SPF knows only the plain "-".',
  },
  fix: ({ range }) => ({ title: 'Write "-"', safety: 'safe', edits: [{ range, text: '-' }] }),
});
