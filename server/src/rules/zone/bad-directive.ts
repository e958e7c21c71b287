import { REFUSED, REFUSED_REPLIES } from '../../records/refused.ts';
import { mending } from '../../records/repair.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** A `$` line that is none, or lacks what it needs. */
export default defineRule({
  subject: 'fault',
  needs: ['directive', 'include', 'generate'],
  severity: 'error',
  specs: ['RFC 1035 §5.1', 'RFC 2308 §4'],
  why: REFUSED,
  symptoms: REFUSED_REPLIES,
  messages: {
    unknown: '"{text}" is not a directive.',
    incomplete: 'Something is missing behind "{text}": {reason}.',
    extra: '"{text}" is more than the directive takes: {reason}.',
    refused: 'Name servers refuse "{text}" here: {reason}.',
  },
  check({ fault }, context) {
    const { code, range, reason, text } = fault;
    if (code !== 'directive' && code !== 'include' && code !== 'generate') return;
    context.report({
      at: { source: range },
      message: messageFor(reason),
      data: { text: quote(text), reason },
      fix: mending(fault),
    });
  },
});

function messageFor(reason: string): 'unknown' | 'incomplete' | 'extra' | 'refused' {
  if (reason.startsWith('unknown $')) return 'unknown';
  if (reason === 'unexpected end of input') return 'incomplete';
  return reason === 'extra input text' ? 'extra' : 'refused';
}
