import { isPolicyRecord } from '../../domain/dmarc/subject.ts';
import { tagRemoval } from '../../email/dmarc/edits.ts';
import { strictestPolicy } from '../../email/dmarc/policies.ts';
import { testingAlone } from '../../email/dmarc/testing.ts';
import { defineRule } from '../rule.ts';

/** `t=y` with `quarantine`. With `reject`, `dmarc-t-legacy-surprise` reports it. */
export default defineRule({
  subject: 'dmarc',
  needs: ['t'],
  severity: 'info',
  specs: ['RFC 9989 §4.7', 'RFC 9989 §A.6'],
  why: 'With t=y, receivers that follow RFC 9989 apply the next weaker policy, which is none here, and deliver failing mail. Those that follow RFC 7489 do not know t and apply the policy.',
  messages: {
    softened:
      'With "t=y", RFC 9989 receivers deliver failing mail, but RFC 7489 receivers still quarantine it.',
  },
  check(dmarc, context) {
    const tag = testingAlone(dmarc);
    if (tag === undefined || !isPolicyRecord(context) || strictestPolicy(dmarc) !== 'quarantine') return;
    context.report({
      at: tag.range,
      message: 'softened',
      fix: {
        title: 'Delete "t=y" to apply the policy',
        safety: 'review',
        edits: [tagRemoval(dmarc, tag.range)],
      },
    });
  },
});
