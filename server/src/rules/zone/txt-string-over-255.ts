import { REFUSED, REFUSED_REPLIES } from '../../records/refused.ts';
import { mending } from '../../records/repair.ts';
import { defineRule } from '../rule.ts';

/** A string of a TXT record that one octet cannot tell the length of. */
export default defineRule({
  subject: 'fault',
  needs: ['string-too-long'],
  severity: 'error',
  specs: ['RFC 1035 §3.3', 'RFC 7208 §3.3', 'RFC 6376 §3.6.2.2'],
  why: `A long value is written as several strings, which receivers put together again. ${REFUSED}`,
  symptoms: REFUSED_REPLIES,
  messages: {
    long: 'A {size} is too long: one string of a TXT record holds 255.',
  },
  check({ fault }, context) {
    if (fault.code !== 'string-too-long') return;
    // It cuts them itself.
    if (context.server === 'gdnsd') return;
    context.report({
      at: { source: fault.range },
      message: 'long',
      data: { size: fault.reason },
      fix: mending(fault),
    });
  },
});
