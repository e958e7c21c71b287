import { certainlyLacks, isPolicyRecord } from '../../domain/dmarc/subject.ts';
import { appending } from '../../email/dmarc/edits.ts';
import { dmarcTagOf } from '../../email/dmarc/model.ts';
import { strictestPolicy } from '../../email/dmarc/policies.ts';
import { toPercentage, toTesting } from '../../email/dmarc/tags.ts';
import { defineRule } from '../rule.ts';

/** `pct=0`, the old way to test a policy. */
export default defineRule({
  subject: 'dmarc',
  needs: ['pct'],
  severity: 'warning',
  specs: ['RFC 9989 §A.6', 'RFC 9989 §4.7', 'RFC 7489 §6.3'],
  why: 'RFC 9989 removed pct=0, which asked receivers to apply the next weaker policy. Without its replacement t=y, receivers that follow RFC 9989 reject or quarantine the mail that pct=0 protected.',
  symptoms: ['550 5.7.26', '550 5.7.509', '550 5.7.1'],
  messages: {
    full: 'Receivers that follow RFC 9989 ignore "pct=0" and apply "{policy}" to all failing mail.',
  },
  check(dmarc, context) {
    const tag = dmarcTagOf(dmarc, 'pct');
    if (tag === undefined || toPercentage(tag.value) !== 0 || !isPolicyRecord(context)) return;
    const policy = strictestPolicy(dmarc);
    if (policy === undefined || policy === 'none') return;
    // With both, receivers of either RFC apply the next weaker policy.
    const t = dmarcTagOf(dmarc, 't');
    if (t === undefined ? !certainlyLacks(dmarc, context, 't') : toTesting(t.value) !== false) return;
    context.report({
      at: tag.range,
      message: 'full',
      data: { policy },
      fix: {
        title: 'Add "t=y", the RFC 9989 equivalent of "pct=0"',
        safety: 'review',
        edits: [t === undefined ? appending(dmarc, 't=y') : { range: t.valueRange, text: 'y' }],
      },
    });
  },
});
