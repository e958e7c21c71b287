import { policyTitleOf } from '../../email/policy-text.ts';
import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

/** The value ends with whitespace. */
export default defineRule({
  subject: 'txt',
  needs: ['edge-blank'],
  severity: 'hint',
  specs: ['RFC 7208 §4.5', 'RFC 9989 §4.8', 'RFC 6376 §3.2'],
  why: 'Receivers ignore it. It is a sign that the value was pasted, and the forms of some providers reject it.',
  messages: {
    trailing: 'The published value ends with whitespace.',
  },
  check({ record, value }, context) {
    const whitespace = /(?<![ \t])[ \t]+$/.exec(value.text);
    if (whitespace === null || whitespace.index === 0) return;
    const kind = policyTitleOf(value.text, record.owner);
    // In SPF, spf-non-space-separator reports a tab.
    if (kind === undefined || (kind === 'SPF' && whitespace[0].includes('\t'))) return;
    const range = rangeOf(whitespace.index, value.length);
    context.report({
      at: range,
      message: 'trailing',
      fix: { title: 'Delete the whitespace', safety: 'safe', edits: [{ range, text: '' }] },
    });
  },
});
