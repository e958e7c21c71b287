import { selectedRecordsAt } from '../../domain/spf/selected.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** `v=spf2`, `v=spf1;` and the like: receivers do not take the record as SPF. */
export default defineRule({
  subject: 'spf',
  needs: ['version'],
  severity: 'error',
  specs: ['RFC 7208 §4.5', 'RFC 7208 §12'],
  why: 'Receivers pass over the record, so the result is none: the domain looks as if it had no SPF, and mail from it is refused where SPF or DKIM is required.',
  symptoms: ['550 5.7.26'],
  messages: {
    wrong: '"{version}" is not an SPF version: only "v=spf1" and a space, or the end, is.',
  },
  check(spf, context) {
    for (const fault of spf.faults) {
      if (fault.code !== 'version') continue;
      const data = { version: quoteTerm(spf, fault.range) };
      const others = context.record === undefined ? [] : selectedRecordsAt(context, context.record.owner);
      // Fixed, it would be a second record, which is worse: spf-version-other reports it.
      if (others.length > 0) continue;
      const next = spf.value.text[fault.range.end];
      const text = next === undefined || next === ' ' ? 'v=spf1' : 'v=spf1 ';
      context.report({
        at: fault.range,
        message: 'wrong',
        data,
        fix: { title: 'Write "v=spf1"', safety: 'review', edits: [{ range: fault.range, text }] },
      });
    }
  },
});
