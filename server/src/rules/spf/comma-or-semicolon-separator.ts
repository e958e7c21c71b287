import { removal } from '../../email/spf/edits.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { defineRule } from '../rule.ts';

/** Terms that are separated or ended by `,` or `;`. */
export default defineRule({
  id: 'spf-comma-or-semicolon-separator',
  subject: 'spf',
  needs: ['punctuation'],
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 7208 §4.6.1', 'RFC 7208 §12'],
  why: `The character becomes part of the term before it. ${PERMERROR}`,
  symptoms: [PERMERROR_REPLY],
  messages: {
    mark: '"{mark}" does not belong here: SPF terms are separated by spaces alone.',
  },
  check(spf, context) {
    const { text } = spf.value;
    for (const fault of spf.faults) {
      if (fault.code !== 'punctuation') continue;
      const { start, end } = fault.range;
      const insert = fault.data?.['insert'] ?? '';
      const standsAlone = text[start - 1] === ' ' && (end === text.length || text[end] === ' ');
      const edit = standsAlone ? removal(spf, fault.range) : { range: fault.range, text: insert };
      const title = insert === '' ? `Delete "${quoteTerm(spf, fault.range)}"` : `Write "${insert}"`;
      context.report({
        at: fault.range,
        message: 'mark',
        data: { mark: quoteTerm(spf, fault.range) },
        fix: { title: insert === ' ' ? 'Write a space' : title, safety: 'safe', edits: [edit] },
      });
    }
  },
});
