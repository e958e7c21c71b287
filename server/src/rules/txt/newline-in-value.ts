import { policyTitleOf } from '../../email/policy-text.ts';
import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

/** The value contains a line break. In SPF, spf-non-space-separator reports it. */
export default defineRule({
  subject: 'txt',
  needs: ['odd-character'],
  severity: 'error',
  specs: ['RFC 9989 §4.8', 'RFC 6376 §3.2', 'RFC 8461 §3.1'],
  why: 'Receivers read the line break as a character of the record. They discard the tag that contains it, or the whole record.',
  messages: {
    newline: 'The published value contains a line break here.',
  },
  check({ record, value }, context) {
    const { text } = value;
    if (!/[\r\n]/.test(text)) return;
    const kind = policyTitleOf(text, record.owner);
    if (kind === undefined || kind === 'SPF') return;
    for (const { 0: run, index } of text.matchAll(/(?<![ \t])[ \t]*[\r\n][ \t\r\n]*/g)) {
      // RFC 6376 §3.2: a line break with whitespace after it is folding.
      if (kind === 'DKIM' && /^[ \t]*\r\n[ \t]+$/.test(run)) continue;
      const range = rangeOf(index, index + run.length);
      const isEdge = range.start === 0 || range.end === text.length;
      context.report({
        at: range,
        message: 'newline',
        fix: {
          title: isEdge ? 'Delete the line break' : 'Replace with a space',
          safety: 'review',
          edits: [{ range, text: isEdge ? '' : ' ' }],
        },
      });
    }
  },
});
