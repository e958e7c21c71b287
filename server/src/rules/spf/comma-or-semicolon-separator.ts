import { termRemoval } from '../../email/spf/edits.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { forwardFaults } from '../forward-faults.ts';

/** Terms that are separated or ended by `,` or `;`. */
export default forwardFaults({
  subject: 'spf',
  severity: 'error',
  specs: ['RFC 7208 §4.6.1', 'RFC 7208 §12'],
  why: `The character becomes part of the term before it. ${PERMERROR}`,
  symptoms: [PERMERROR_REPLY],
  messages: {
    punctuation: '"{typed}" is not allowed here because only spaces separate SPF terms.',
  },
  fix({ range, insert }, spf) {
    const { text } = spf.value;
    const isAlone = text[range.start - 1] === ' ' && (range.end === text.length || text[range.end] === ' ');
    const edit = isAlone ? termRemoval(spf, range) : { range, text: insert };
    const title = insert === '' ? `Delete "${quoteTerm(spf, range)}"` : `Replace with "${insert}"`;
    return { title: insert === ' ' ? 'Replace with a space' : title, safety: 'safe', edits: [edit] };
  },
});
