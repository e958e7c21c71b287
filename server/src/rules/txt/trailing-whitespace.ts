import { policyTitleOf } from '../../email/policy-text.ts';
import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

/** Blanks at the end of the value. */
export default defineRule({
  subject: 'txt',
  needs: ['edge-blank'],
  severity: 'hint',
  specs: ['RFC 7208 §4.5', 'RFC 9989 §4.8', 'RFC 6376 §3.2'],
  why: 'Receivers skip it. It is a sign that the text was pasted, and the forms of some providers refuse it.',
  messages: {
    trailing: 'The published text ends with a blank.',
  },
  check({ record, value }, context) {
    const blanks = /(?<![ \t])[ \t]+$/.exec(value.text);
    if (blanks === null || blanks.index === 0) return;
    const kind = policyTitleOf(value.text, record.owner);
    // In SPF a tab is no blank: spf-non-space-separator.
    if (kind === undefined || (kind === 'SPF' && blanks[0].includes('\t'))) return;
    const range = rangeOf(blanks.index, value.length);
    context.report({
      at: range,
      message: 'trailing',
      fix: { title: 'Delete the blank', safety: 'safe', edits: [{ range, text: '' }] },
    });
  },
});
