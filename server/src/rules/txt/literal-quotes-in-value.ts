import { policyTitleOf, activationSafety } from '../../email/policy-text.ts';
import { withoutMarks } from '../../records/unwrap.ts';
import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

/** The value contains the quotes that should be around it: `"\"v=spf1 -all\""`. */
export default defineRule({
  subject: 'txt',
  severity: 'error',
  specs: ['RFC 1035 §5.1', 'RFC 7208 §4.5', 'RFC 9989 §4.7'],
  why: 'The published value begins with a quote instead of its version, so receivers do not recognize it as SPF, DMARC or a DKIM key. The domain appears to have none.',
  symptoms: ['550 5.7.26'],
  messages: {
    quoted: 'This {mark} is part of the published value, so receivers do not recognize it as {kind}.',
  },
  check({ record, rdata, value }, context) {
    const lead = /^[ \t]*(["'`]+)/.exec(value.text);
    const kind = lead === null ? undefined : policyTitleOf(value.text, record.owner);
    if (lead?.[1] === undefined || kind === undefined) return;
    const end = lead[0].length;
    context.report({
      at: rangeOf(end - lead[1].length, end),
      message: 'quoted',
      data: { mark: lead[1].startsWith('"') ? 'quote' : 'apostrophe', kind },
      fix: {
        title: 'Delete the quotes',
        safety: activationSafety(kind),
        edits: withoutMarks(
          rdata,
          /^[ \t]*["'`]+[ \t]*|(?<![ \t])[ \t]+["'`]+[ \t]*$|(?<![ \t"'`])["'`]+[ \t]*$/g,
        ),
      },
    });
  },
});
