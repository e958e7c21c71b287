import { isPolicyRecord } from '../../domain/dmarc/subject.ts';
import { tagRemoval } from '../../email/dmarc/edits.ts';
import { strictestPolicy } from '../../email/dmarc/policies.ts';
import { testingAlone } from '../../email/dmarc/testing.ts';
import { defineRule } from '../rule.ts';

/** `t=y` under quarantine; under reject `dmarc-t-legacy-surprise` says more. */
export default defineRule({
  subject: 'dmarc',
  needs: ['t'],
  severity: 'info',
  specs: ['RFC 9989 §4.7', 'RFC 9989 §A.6'],
  why: 'With t=y receivers that follow RFC 9989 act one step softer than the policy says: failing mail is delivered as with none. Those that follow RFC 7489 do not know t and apply the policy.',
  messages: {
    softened: '"t=y" lowers "quarantine" to "none" for RFC 9989 receivers; those of RFC 7489 quarantine.',
  },
  check(dmarc, context) {
    const tag = testingAlone(dmarc);
    if (tag === undefined || !isPolicyRecord(context) || strictestPolicy(dmarc) !== 'quarantine') return;
    context.report({
      at: tag.range,
      message: 'softened',
      fix: {
        title: 'Delete "t=y": the policy is meant',
        safety: 'review',
        edits: [tagRemoval(dmarc, tag.range)],
      },
    });
  },
});
