import { REFUSED, REFUSED_REPLIES } from '../../records/refused.ts';
import { mending } from '../../records/repair.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** A string whose quote is not closed on its line. */
export default defineRule({
  subject: 'fault',
  needs: ['unterminated-quote'],
  severity: 'error',
  specs: ['RFC 1035 §5.1'],
  why: REFUSED,
  symptoms: REFUSED_REPLIES,
  messages: {
    open: 'No quote closes the string "{text}" on its line: unbalanced quotes.',
    extra: 'This quote opens a string that nothing closes: unbalanced quotes.',
  },
  check({ fault }, context) {
    if (fault.code !== 'unterminated-quote') return;
    const text = fault.text.trim();
    context.report({
      at: { source: fault.range },
      message: text === '"' ? 'extra' : 'open',
      data: { text: quote(text.slice(1)) },
      fix: mending(fault),
    });
  },
});
