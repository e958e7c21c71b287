import { isPolicyRecord } from '../../domain/dmarc/subject.ts';
import { strictestPolicy } from '../../email/dmarc/policies.ts';
import type { RuleFix } from '../../records/report.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** A `p`, `sp` or `np` that is not a policy. */
export default defineRule({
  subject: 'dmarc',
  needs: ['policy-invalid'],
  severity: 'error',
  specs: ['RFC 9989 §4.10.1', 'RFC 9989 §4.8', 'RFC 7489 §6.6.3'],
  why: 'One invalid policy makes receivers discard all policies of the record: they apply p=none if rua is valid, and no DMARC otherwise. The domain is not protected, and may lack the DMARC that Gmail and Outlook.com require.',
  symptoms: ['550 5.7.40', '421 4.7.40', '550 5.7.515'],
  messages: {
    wrong: '"{name}={value}" is not a policy (none, quarantine, reject), so {effect}.',
    wrongNp: '"np={value}" is not a policy (none, quarantine, reject), so RFC 9989 {effect}.',
    empty: '"{name}" has no value, so {effect}.',
  },
  check(dmarc, context) {
    if (!isPolicyRecord(context)) return;
    const hasReports = dmarc.rua.some(({ state }) => state === 'valid');
    const ignored = dmarc.value.complete
      ? 'receivers ignore the record'
      : 'receivers apply none of its policies';
    const effect = hasReports ? 'receivers apply "p=none"' : ignored;
    for (const fault of dmarc.faults) {
      if (fault.code !== 'policy-invalid') continue;
      const { name, value, nearest: meant } = fault;
      const stays = strictestPolicy(dmarc) ?? 'none';
      const fix: RuleFix | undefined = meant && {
        title: `Use "${name}=${meant}"`,
        safety: meant === 'none' && stays === 'none' && dmarc.value.complete ? 'safe' : 'review',
        edits: [{ range: fault.range, text: meant }],
      };
      const message = value === '' ? 'empty' : name === 'np' ? 'wrongNp' : 'wrong';
      context.report({ at: fault.range, message, data: { name, value: quote(value), effect }, fix });
    }
  },
});
