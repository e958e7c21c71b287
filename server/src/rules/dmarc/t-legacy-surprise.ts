import { isPolicyRecord } from '../../domain/dmarc/subject.ts';
import { appending, tagRemoval } from '../../email/dmarc/edits.ts';
import { dmarcTagOf } from '../../email/dmarc/model.ts';
import { statedPolicy, strictestPolicy } from '../../email/dmarc/policies.ts';
import { comparePolicies } from '../../email/dmarc/tags.ts';
import { testingAlone } from '../../email/dmarc/testing.ts';
import type { RuleFix } from '../../records/report.ts';
import { defineRule } from '../rule.ts';

/** `t=y` with `reject`, which receivers that do not know `t` apply in full. */
export default defineRule({
  subject: 'dmarc',
  needs: ['t'],
  severity: 'info',
  specs: ['RFC 9989 §4.7', 'RFC 9989 §4.8', 'RFC 7489 §6.3'],
  why: 'Receivers ignore tags that they do not know. Those that follow RFC 7489 do not know t and reject failing mail, although you are only testing.',
  symptoms: ['550 5.7.26', '550 5.7.509', '550 5.7.1'],
  messages: {
    refused:
      'With "t=y", RFC 9989 receivers quarantine failing mail, but RFC 7489 receivers still reject it.',
  },
  check(dmarc, context) {
    const tag = testingAlone(dmarc);
    if (tag === undefined || !isPolicyRecord(context) || strictestPolicy(dmarc) !== 'reject') return;
    const pct = dmarcTagOf(dmarc, 'pct');
    const fixes: RuleFix[] = [
      {
        title: 'Add "pct=0", the RFC 7489 equivalent of "t=y"',
        safety: 'review',
        edits: [pct === undefined ? appending(dmarc, 'pct=0') : { range: pct.valueRange, text: '0' }],
      },
    ];
    const p = dmarcTagOf(dmarc, 'p');
    const onlyP = (['sp', 'np'] as const).every((name) => {
      const policy = statedPolicy(dmarc, name);
      return policy === undefined || comparePolicies(policy, 'reject') < 0;
    });
    if (p !== undefined && onlyP) {
      const edits = [{ range: p.valueRange, text: 'quarantine' }, tagRemoval(dmarc, tag.range)];
      fixes.push({ title: 'Use "p=quarantine" instead of "t=y"', safety: 'review', edits });
    }
    context.report({ at: tag.range, message: 'refused', fixes });
  },
});
