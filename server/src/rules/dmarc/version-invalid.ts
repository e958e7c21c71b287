import { dmarcActivationSafety } from '../../email/dmarc/policies.ts';
import { replacementFix } from '../../email/replacement.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** A version other than `DMARC1`, or none. */
export default defineRule({
  subject: 'dmarc',
  needs: ['version-missing', 'version-invalid'],
  severity: 'error',
  specs: ['RFC 9989 §4.7', 'RFC 9989 §4.8', 'RFC 7489 §6.3'],
  why: 'Receivers compare the version letter by letter and ignore a record in which it differs. The domain then has no DMARC, which Gmail and Outlook ask of senders of much mail.',
  symptoms: ['550 5.7.40', '421 4.7.40', '550 5.7.515'],
  messages: {
    wrong: '"v={value}" is not "v=DMARC1", so receivers ignore the whole record.',
    case: '"v={value}" is not "v=DMARC1": the version is read with its capitals, so receivers ignore the whole record.',
    missing: 'The record begins with "{found}", not with "v=DMARC1", so receivers ignore it.',
  },
  check(dmarc, context) {
    for (const fault of dmarc.faults) {
      if (fault.code === 'version-missing') {
        context.report({
          at: fault.range,
          message: 'missing',
          data: { found: quote(dmarc.value.text.slice(fault.range.start, fault.range.end)) },
          fix: replacementFix(fault, dmarcActivationSafety(dmarc), 'Begin with "v=DMARC1"'),
        });
      } else if (fault.code === 'version-invalid') {
        const { value } = fault;
        const text = value === '' ? 'v=DMARC1' : 'DMARC1';
        context.report({
          at: fault.range,
          message: value.toUpperCase() === 'DMARC1' ? 'case' : 'wrong',
          data: { value: quote(value) },
          fix: {
            title: 'Use "v=DMARC1"',
            safety: dmarcActivationSafety(dmarc),
            edits: [{ range: fault.range, text }],
          },
        });
      }
    }
  },
});
