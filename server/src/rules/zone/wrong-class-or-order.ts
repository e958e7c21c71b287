import { REFUSED, REFUSED_REPLIES } from '../../records/refused.ts';
import { mending } from '../../records/repair.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** A line of which the owner, the TTL, the class and the type cannot be told apart. */
export default defineRule({
  subject: 'fault',
  needs: ['no-type', 'class', 'ttl'],
  severity: 'error',
  specs: ['RFC 1035 §5.1', 'RFC 2308 §4'],
  why: `A record is its owner, then a TTL and the class IN where they are wanted, then the type, then the data. ${REFUSED}`,
  symptoms: REFUSED_REPLIES,
  messages: {
    text: 'No record type stands before {text}.',
    nothing: 'Behind {text} a record type and its data are missing: unexpected end of line.',
    class: '"{text}" is not the class of the zone, which is IN.',
    ttl: '"{text}" is not a time in seconds: bad ttl.',
  },
  check({ fault }, context) {
    const { code, range, text } = fault;
    if (code !== 'no-type' && code !== 'class' && code !== 'ttl') return;
    const untyped = text.startsWith('"') ? 'text' : 'nothing';
    context.report({
      at: { source: range },
      message: code === 'no-type' ? untyped : code,
      data: { text: untyped === 'nothing' && code === 'no-type' ? `"${quote(text)}"` : quote(text) },
      // A file may be a zone of another class as a whole.
      ...(code === 'class' ? { severity: 'warning' } : {}),
      fix: mending(fault),
    });
  },
});
