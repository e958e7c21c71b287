import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { forwardFaults } from '../forward-faults.ts';

/** A tab, a line break or a no-break space between terms. */
export default forwardFaults({
  subject: 'spf',
  severity: 'error',
  specs: ['RFC 7208 §4.6.1', 'RFC 7208 §12'],
  why: `The character looks like a space but is not one, so receivers read the two terms as one. ${PERMERROR}`,
  symptoms: [PERMERROR_REPLY],
  messages: {
    separator: {
      between: 'SPF terms are separated by {spaces} instead of a space.',
      end: 'The SPF record ends with {spaces}, but only spaces are allowed there.',
    },
  },
  fix: ({ range, reason, spaces }, spf) => ({
    title: reason === 'end' ? `Delete ${spaces}` : 'Replace with a space',
    // After the version, it keeps receivers from recognizing the record as SPF.
    safety: range.start === spf.version.range.end ? 'review' : 'safe',
    edits: [{ range, text: reason === 'end' ? '' : ' ' }],
  }),
});
