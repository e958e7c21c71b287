import { isPolicyRecord } from '../../domain/dmarc/subject.ts';
import { appending, tagRemoval } from '../../email/dmarc/edits.ts';
import { dmarcTagOf } from '../../email/dmarc/model.ts';
import { asksForNothing, strictestPolicy } from '../../email/dmarc/policies.ts';
import { toPercentage } from '../../email/dmarc/tags.ts';
import { isOpaque } from '../../email/octets.ts';
import type { FixEdit, RuleFix } from '../../records/report.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** `pct`, except `pct=0` with an enforced policy, which another rule reports. */
export default defineRule({
  subject: 'dmarc',
  needs: ['pct'],
  severity: 'warning',
  sameWhere: ['pct', 'policy'],
  specs: ['RFC 9989 §A.6', 'RFC 9989 §C.5.2', 'RFC 7489 §6.3'],
  why: 'RFC 9989, the current DMARC standard, has no pct, so receivers that follow it apply the policy to all failing mail. Receivers that follow the older RFC 7489 apply it to that percentage, and the next weaker policy to the rest.',
  symptoms: ['550 5.7.26', '550 5.7.509', '550 5.7.1'],
  messages: {
    share: 'Receivers that follow RFC 9989 ignore "pct={pct}" and apply "{policy}" to all failing mail.',
    idle: '"pct={pct}" has no effect with "p=none", and RFC 9989 removed it.',
    full: '"pct=100" has no effect, and RFC 9989 removed it.',
    wrong: 'Receivers ignore "pct={pct}", which is not a number from 0 to 100 and was removed by RFC 9989.',
    removed: 'RFC 9989 removed "pct", so receivers that follow it apply the policy to all failing mail.',
  },
  check(dmarc, context) {
    const tag = dmarcTagOf(dmarc, 'pct');
    if (tag === undefined || !isPolicyRecord(context)) return;
    const at = tag.range;
    const pct = quote(tag.value);
    const deletion = (safety: 'safe' | 'review'): RuleFix => ({
      title: 'Delete "pct"',
      safety,
      edits: [tagRemoval(dmarc, tag.range)],
    });
    const percentage = toPercentage(tag.value);
    const policy = strictestPolicy(dmarc);
    if (isOpaque(tag.value)) {
      context.report({ at, message: 'removed', severity: 'hint' });
    } else if (percentage === undefined) {
      context.report({ at, message: 'wrong', data: { pct }, severity: 'hint', fix: deletion('safe') });
    } else if (percentage === 100) {
      context.report({ at, message: 'full', severity: 'hint', fix: deletion('safe') });
    } else if (asksForNothing(dmarc)) {
      context.report({ at, message: 'idle', data: { pct }, severity: 'hint', fix: deletion('safe') });
    } else if (policy === undefined || policy === 'none') {
      if (percentage > 0) context.report({ at, message: 'removed', severity: 'hint' });
    } else if (percentage > 0) {
      const t = dmarcTagOf(dmarc, 't');
      const testing: FixEdit = t ? { range: t.valueRange, text: 'y' } : appending(dmarc, 't=y');
      const weaker: RuleFix = {
        title: 'Use "pct=0" and "t=y" (next weaker policy for all receivers)',
        safety: 'review',
        edits: [{ range: tag.valueRange, text: '0' }, testing],
      };
      context.report({ at, message: 'share', data: { pct, policy }, fixes: [deletion('review'), weaker] });
    }
  },
});
