import { REFUSED, REFUSED_REPLIES } from '../../records/refused.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** `mail..example.com`, `mail\1`: names that cannot be read. Names that are too long are zone-name-too-long's. */
export default defineRule({
  subject: 'fault',
  needs: ['name'],
  severity: 'error',
  specs: ['RFC 1035 §3.1', 'RFC 1035 §5.1'],
  why: REFUSED,
  symptoms: REFUSED_REPLIES,
  messages: {
    between: 'Two dots meet in "{name}": empty label.',
    first: 'A dot stands first in "{name}": empty label.',
    escape: 'The backslash in "{name}" stands before no three digits up to 255: {reason}.',
  },
  check({ fault }, context) {
    const { code, range, reason, text } = fault;
    if (code !== 'name' || reason === 'label too long' || reason === 'ran out of space') return;
    const mended = text.replace(/\.{2,}/g, '.').replace(/^\.(?=.)/, '');
    const fix = {
      title: `Write "${quote(mended)}"`,
      safety: 'review',
      edits: [{ kind: 'source', range, text: mended }],
    } as const;
    const empty = text.includes('..') ? 'between' : 'first';
    context.report({
      at: { source: range },
      message: reason === 'empty label' ? empty : 'escape',
      data: { name: quote(text), reason },
      fix: mended === text ? undefined : fix,
    });
  },
});
