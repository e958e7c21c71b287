import { REFUSED_RECORD, REFUSED_REPLIES } from '../../records/refused.ts';
import { quote } from '../../text/quote.ts';
import { forwardFaults } from '../forward-faults.ts';

/** `mail..example.com`, `mail\1`: names that are invalid. zone-name-too-long reports names that are too long. */
export default forwardFaults({
  subject: 'fault',
  severity: 'error',
  specs: ['RFC 1035 §3.1', 'RFC 1035 §5.1'],
  why: REFUSED_RECORD,
  symptoms: REFUSED_REPLIES,
  messages: {
    name: {
      'adjacent-dots': '"{typed}" has two dots in a row (empty label).',
      'leading-dot': '"{typed}" begins with a dot (empty label).',
    },
    'name-escape': 'The backslash in "{typed}" is not followed by 3 digits up to 255 ({refusal}).',
  },
  fix({ range, text }) {
    const fixed = text.replace(/\.{2,}/g, '.').replace(/^\.(?=.)/, '');
    if (fixed === text) return undefined;
    const title = `Replace with "${quote(fixed)}"`;
    return { title, safety: 'review', edits: [{ kind: 'source', range, text: fixed }] };
  },
});
