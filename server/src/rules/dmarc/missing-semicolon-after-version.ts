import { mend } from '../../email/dmarc/edits.ts';
import { wakingSafety } from '../../email/dmarc/policies.ts';
import { defineRule } from '../rule.ts';

/** `v=DMARC1 p=none`: the version is then all of `DMARC1 p=none`. */
export default defineRule({
  id: 'dmarc-missing-semicolon-after-version',
  subject: 'dmarc',
  needs: ['missing-semicolon-after-version'],
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 9989 §4.8', 'RFC 7489 §6.4'],
  why: 'Without the semicolon the version is no longer exactly DMARC1, and receivers ignore the whole record. The domain then has no DMARC, which Gmail and Outlook ask of senders of much mail.',
  symptoms: ['550 5.7.40', '421 4.7.40', '550 5.7.515'],
  messages: {
    missing: 'There is no ";" between "v=DMARC1" and "{after}", so receivers ignore the whole record.',
    other:
      '"{found}" stands where ";" belongs, between "v=DMARC1" and "{after}", so receivers ignore the whole record.',
  },
  check(dmarc, context) {
    for (const fault of dmarc.faults) {
      if (fault.code !== 'missing-semicolon-after-version') continue;
      context.report({
        at: fault.range,
        message: fault.data?.['found'] === undefined ? 'missing' : 'other',
        data: fault.data ?? {},
        fix: mend(fault, 'Write ";" behind "v=DMARC1"', wakingSafety(dmarc)),
      });
    }
  },
});
