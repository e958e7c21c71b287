import { isPolicyRecord } from '../../domain/dmarc/subject.ts';
import { tagRemoval } from '../../email/dmarc/edits.ts';
import { dmarcTagOf } from '../../email/dmarc/model.ts';
import { asksForNothing } from '../../email/dmarc/policies.ts';
import { toTesting } from '../../email/dmarc/tags.ts';
import { defineRule } from '../rule.ts';

/** `t=y` with a policy that cannot be softened. */
export default defineRule({
  subject: 'dmarc',
  needs: ['t'],
  severity: 'hint',
  specs: ['RFC 9989 §4.7'],
  why: 'The tag asks receivers to apply the next weaker policy, and no policy is weaker than none.',
  messages: {
    idle: '"t=y" has no effect with "p=none".',
  },
  check(dmarc, context) {
    const tag = dmarcTagOf(dmarc, 't');
    if (tag === undefined || toTesting(tag.value) !== true) return;
    if (!isPolicyRecord(context) || !asksForNothing(dmarc)) return;
    const edits = [tagRemoval(dmarc, tag.range)];
    context.report({ at: tag.range, message: 'idle', fix: { title: 'Delete "t"', safety: 'safe', edits } });
  },
});
