import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { forwardFaults } from '../forward-faults.ts';

/** A tab, a line break or a no-break space between terms. */
export default forwardFaults({
  subject: 'spf',
  severity: 'error',
  specs: ['RFC 7208 §4.6.1', 'RFC 7208 §12'],
  why: `It looks like a space and is none, so the two terms are read as one. ${PERMERROR}`,
  symptoms: [PERMERROR_REPLY],
  messages: {
    separator: {
      between: '{blanks} separates terms here: only a space may.',
      end: '{blanks} ends the record here: only spaces may.',
    },
  },
  data: ({ blanks }) => ({ blanks: blanks.charAt(0).toUpperCase() + blanks.slice(1) }),
  fix: ({ range, reason, blanks }, spf) => ({
    title: reason === 'end' ? `Delete ${blanks}` : 'Write a space',
    // Behind the version, it keeps the whole record from being read.
    safety: range.start === spf.version.range.end ? 'review' : 'safe',
    edits: [{ range, text: reason === 'end' ? '' : ' ' }],
  }),
});
