import { isPolicyRecord } from '../../domain/dmarc/subject.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** An `adkim` or `aspf` that is neither `r` nor `s`. */
export default defineRule({
  subject: 'dmarc',
  needs: ['alignment-invalid'],
  severity: 'warning',
  specs: ['RFC 9989 §4.7', 'RFC 9989 §4.8', 'RFC 7489 §6.3'],
  why: 'Receivers discard an invalid value and use the default r (relaxed alignment), which treats a subdomain like the domain itself.',
  messages: {
    wrong: '"{name}={value}" is neither "r" nor "s", so receivers use the default "r".',
    empty: '"{name}" has no value, so receivers use the default "r".',
  },
  check(dmarc, context) {
    if (!isPolicyRecord(context)) return;
    for (const fault of dmarc.faults) {
      if (fault.code !== 'alignment-invalid') continue;
      const { name, value, nearest = 'r' } = fault;
      const isEmpty = value === '';
      context.report({
        at: fault.range,
        message: isEmpty ? 'empty' : 'wrong',
        data: { name, value: quote(value) },
        fix: {
          title: `Use "${name}=${nearest}"`,
          // Receivers already apply "r".
          safety: nearest === 'r' ? 'safe' : 'review',
          edits: [{ range: fault.range, text: isEmpty ? `${name}=${nearest}` : nearest }],
        },
      });
    }
  },
});
