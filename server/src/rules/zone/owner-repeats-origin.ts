import { mending } from '../../records/repair.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** `mail.example.com` under `$ORIGIN example.com.`: the origin is added once more. */
export default defineRule({
  subject: 'fault',
  needs: ['origin-repeated'],
  severity: 'error',
  specs: ['RFC 1035 §5.1'],
  why: 'A name without a final dot is completed with the origin, so the record is published at a name that nobody asks for, and what it says is not found at the right one: no address, no mail host, no SPF, DKIM or DMARC.',
  symptoms: ['550 5.7.26'],
  messages: {
    twice: '"{name}" has no final dot, so it is {full}.',
  },
  check({ fault }, context) {
    if (fault.code !== 'origin-repeated') return;
    context.report({
      at: { source: fault.range },
      message: 'twice',
      data: { name: quote(fault.text), full: fault.reason },
      fix: mending(fault),
    });
  },
});
