import { selectedRecordsAt } from '../../domain/spf/selected.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** `v=spf2`, `v=spf1;` and the like, with which receivers do not recognize the record as SPF. */
export default defineRule({
  subject: 'spf',
  needs: ['version'],
  severity: 'error',
  specs: ['RFC 7208 §4.5', 'RFC 7208 §12'],
  why: 'Receivers ignore the record, and the result is none, as if the domain had no SPF. Its mail is rejected where SPF or DKIM is required.',
  symptoms: ['550 5.7.26'],
  messages: {
    wrong: '"{version}" is not "v=spf1" followed by a space or the end of the record.',
  },
  check(spf, context) {
    for (const fault of spf.faults) {
      if (fault.code !== 'version') continue;
      const data = { version: quoteTerm(spf, fault.range) };
      const others = context.record === undefined ? [] : selectedRecordsAt(context, context.record.owner);
      // With the fix, it would be a second SPF record, which is worse. spf-version-other reports it.
      if (others.length > 0) continue;
      const next = spf.value.text[fault.range.end];
      const text = next === undefined || next === ' ' ? 'v=spf1' : 'v=spf1 ';
      context.report({
        at: fault.range,
        message: 'wrong',
        data,
        fix: { title: 'Replace with "v=spf1"', safety: 'review', edits: [{ range: fault.range, text }] },
      });
    }
  },
});
