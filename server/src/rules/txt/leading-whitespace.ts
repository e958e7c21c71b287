import { policyTitleOf, activationSafety } from '../../email/policy-text.ts';
import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

/** The value has whitespace before its version, which only a DKIM key may have (RFC 6376 §3.2). */
export default defineRule({
  subject: 'txt',
  needs: ['edge-blank'],
  severity: 'error',
  specs: ['RFC 7208 §4.5', 'RFC 9989 §4.7', 'RFC 8461 §3.1', 'RFC 8460 §3'],
  why: 'Receivers use a TXT record only if it begins with exactly the version. With whitespace before it, the domain appears to have no such record.',
  symptoms: ['550 5.7.26'],
  messages: {
    leading: 'The published value begins with whitespace, so receivers do not recognize it as {kind}.',
  },
  check({ record, value }, context) {
    const whitespace = /^[ \t]+/.exec(value.text)?.[0];
    if (whitespace === undefined) return;
    const kind = policyTitleOf(value.text, record.owner);
    // A quote after the whitespace is the more serious fault, which txt-literal-quotes-in-value reports.
    if (kind === undefined || kind === 'DKIM' || !/^[ \t]+v/i.test(value.text)) return;
    const range = rangeOf(0, whitespace.length);
    context.report({
      at: range,
      message: 'leading',
      data: { kind },
      fix: { title: 'Delete the whitespace', safety: activationSafety(kind), edits: [{ range, text: '' }] },
    });
  },
});
