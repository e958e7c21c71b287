import { MAX_LABEL, MAX_NAME } from '../../dns/limits.ts';
import { REFUSED, REFUSED_REPLIES } from '../../records/refused.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** A name that does not fit into DNS. */
export default defineRule({
  subject: 'fault',
  needs: ['name'],
  severity: 'error',
  specs: ['RFC 1035 §2.3.4', 'RFC 2181 §11'],
  why: REFUSED,
  symptoms: REFUSED_REPLIES,
  messages: {
    label: `A part of "{name}" is longer than ${MAX_LABEL} octets: label too long.`,
    name: `With the origin behind it, "{name}" is longer than ${MAX_NAME} octets.`,
    absolute: `"{name}" is longer than ${MAX_NAME} octets.`,
  },
  check({ fault }, context) {
    if (fault.code !== 'name') return;
    if (fault.reason !== 'label too long' && fault.reason !== 'ran out of space') return;
    const whole = fault.text.endsWith('.') ? 'absolute' : 'name';
    context.report({
      at: { source: fault.range },
      message: fault.reason === 'label too long' ? 'label' : whole,
      data: { name: quote(fault.text) },
    });
  },
});
