import { policyTitleOf, activationSafety } from '../../email/policy-text.ts';
import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

/** Blanks in front of the version. A DKIM key may have them (RFC 6376 §3.2). */
export default defineRule({
  subject: 'txt',
  needs: ['edge-blank'],
  severity: 'error',
  specs: ['RFC 7208 §4.5', 'RFC 9989 §4.7', 'RFC 8461 §3.1', 'RFC 8460 §3'],
  why: 'Receivers take a TXT record only if it begins with the version, letter by letter. With a blank before it the domain looks as if it had no such record.',
  symptoms: ['550 5.7.26'],
  messages: {
    leading: 'The published text begins with a blank, so receivers do not see that it is {kind}.',
  },
  check({ record, value }, context) {
    const blanks = /^[ \t]+/.exec(value.text)?.[0];
    if (blanks === undefined) return;
    const kind = policyTitleOf(value.text, record.owner);
    // Behind the blank there may be a quotation mark, which is worse.
    if (kind === undefined || kind === 'DKIM' || !/^[ \t]+v/i.test(value.text)) return;
    const range = rangeOf(0, blanks.length);
    context.report({
      at: range,
      message: 'leading',
      data: { kind },
      fix: { title: 'Delete the blank', safety: activationSafety(kind), edits: [{ range, text: '' }] },
    });
  },
});
