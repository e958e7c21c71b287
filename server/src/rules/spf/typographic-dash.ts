import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { forwardFaults } from '../forward-faults.ts';

/** An en dash, an em dash or a minus sign instead of `-`. */
export default forwardFaults({
  subject: 'spf',
  severity: 'error',
  specs: ['RFC 7208 §12'],
  why: `Word processors and web pages turn "-" into a longer dash, which SPF does not allow. ${PERMERROR}`,
  symptoms: [PERMERROR_REPLY],
  messages: {
    'typographic-dash': 'The term has a typographic dash, but SPF allows only the plain "-".',
  },
  fix: ({ range }) => ({ title: 'Replace with "-"', safety: 'safe', edits: [{ range, text: '-' }] }),
});
