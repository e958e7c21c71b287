import { mending } from '../../email/spf/edits.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { PERMERROR, PERMERROR_REPLY } from '../../email/spf/replies.ts';
import { defineRule } from '../rule.ts';

/** A prefix of `a` or `mx` for both families that is not written `/24//64`. */
export default defineRule({
  id: 'spf-dual-cidr-syntax',
  subject: 'spf',
  needs: ['dual-cidr'],
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 7208 §5.3', 'RFC 7208 §12'],
  why: PERMERROR,
  symptoms: [PERMERROR_REPLY],
  messages: {
    syntax: '"{prefix}" is not a prefix for both families: that is written /24//64.',
  },
  check(spf, context) {
    for (const fault of spf.faults) {
      if (fault.code !== 'dual-cidr') continue;
      context.report({
        at: fault.range,
        message: 'syntax',
        data: { prefix: quoteTerm(spf, fault.range) },
        fix: mending(fault, 'safe'),
      });
    }
  },
});
