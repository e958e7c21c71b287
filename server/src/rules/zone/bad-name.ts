import { REFUSED, REFUSED_REPLIES } from '../../records/refused.ts';
import { quote } from '../../text/quote.ts';
import { forwardFaults } from '../forward-faults.ts';

/** `mail..example.com`, `mail\1`: names that cannot be read. Names that are too long are zone-name-too-long's. */
export default forwardFaults({
  subject: 'fault',
  severity: 'error',
  specs: ['RFC 1035 §3.1', 'RFC 1035 §5.1'],
  why: REFUSED,
  symptoms: REFUSED_REPLIES,
  messages: {
    name: {
      'adjacent-dots': 'Two dots meet in "{typed}": empty label.',
      'leading-dot': 'A dot stands first in "{typed}": empty label.',
    },
    'name-escape': 'The backslash in "{typed}" stands before no three digits up to 255: {refusal}.',
  },
  fix({ range, text }) {
    const mended = text.replace(/\.{2,}/g, '.').replace(/^\.(?=.)/, '');
    if (mended === text) return undefined;
    const title = `Write "${quote(mended)}"`;
    return { title, safety: 'review', edits: [{ kind: 'source', range, text: mended }] };
  },
});
