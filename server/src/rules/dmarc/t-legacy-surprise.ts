import { isPolicyRecord } from '../../domain/dmarc/subject.ts';
import { appending, tagRemoval } from '../../email/dmarc/edits.ts';
import { dmarcTagOf } from '../../email/dmarc/model.ts';
import { statedPolicy, strictestPolicy } from '../../email/dmarc/policies.ts';
import { comparePolicies } from '../../email/dmarc/tags.ts';
import { testingAlone } from '../../email/dmarc/testing.ts';
import type { RuleFix } from '../../records/report.ts';
import { defineRule } from '../rule.ts';

/** `t=y` under reject: receivers that do not know `t` refuse mail. */
export default defineRule({
  subject: 'dmarc',
  needs: ['t'],
  severity: 'info',
  specs: ['RFC 9989 §4.7', 'RFC 9989 §4.8', 'RFC 7489 §6.3'],
  why: 'Receivers ignore tags that they do not know. Those that follow RFC 7489 do not know t and refuse failing mail, though the owner is only testing.',
  symptoms: ['550 5.7.26', '550 5.7.509', '550 5.7.1'],
  messages: {
    refused:
      '"t=y" lowers "reject" to "quarantine" for RFC 9989 receivers only; those of RFC 7489 refuse failing mail.',
  },
  check(dmarc, context) {
    const tag = testingAlone(dmarc);
    if (tag === undefined || !isPolicyRecord(context) || strictestPolicy(dmarc) !== 'reject') return;
    const pct = dmarcTagOf(dmarc, 'pct');
    const fixes: RuleFix[] = [
      {
        title: 'Add "pct=0", which RFC 7489 receivers read as the others read "t=y"',
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
      fixes.push({ title: 'Use "p=quarantine" in place of "t=y"', safety: 'review', edits });
    }
    context.report({ at: tag.range, message: 'refused', fixes });
  },
});
