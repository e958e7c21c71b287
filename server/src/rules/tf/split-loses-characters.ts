import { mending } from '../../records/repair.ts';
import { defineRule } from '../rule.ts';

/** An expression that splits a long text, and puts back less or more than it took. */
export default defineRule({
  subject: 'fault',
  needs: ['uneven-split'],
  severity: 'error',
  specs: ['RFC 6376 §3.6.2.2', 'RFC 7208 §3.3'],
  why: 'Every text that is long enough to be split is published with other characters than it was given: a DKIM key of 2048 bits is not the key any more, and every signature fails.',
  symptoms: ['550 5.7.26'],
  messages: {
    uneven: 'This splits a text and changes it: {reason}.',
  },
  check({ fault }, context) {
    if (fault.code !== 'uneven-split') return;
    context.report({
      at: { source: fault.range },
      message: 'uneven',
      data: { reason: fault.reason },
      fix: mending(fault),
    });
  },
});
