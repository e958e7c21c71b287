import { selectedRecordsAt } from '../../domain/spf/selected.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { defineRule } from '../rule.ts';

/** `v=spf10` next to a valid SPF record. Without one, spf-version-invalid reports it. */
export default defineRule({
  subject: 'spf',
  needs: ['version'],
  severity: 'hint',
  isUnnecessary: true,
  specs: ['RFC 7208 §4.5'],
  why: 'Receivers discard the record and use the valid one next to it, so it has no effect.',
  messages: {
    unused: '"{version}" is not an SPF version, so receivers ignore this record and use the other one.',
  },
  check(spf, context) {
    if (context.record === undefined) return;
    for (const fault of spf.faults) {
      const others = selectedRecordsAt(context, context.record.owner);
      if (fault.code !== 'version' || others.every(({ conditional }) => conditional)) continue;
      context.report({
        at: fault.range,
        message: 'unused',
        data: { version: quoteTerm(spf, fault.range) },
        fix: { title: 'Delete the record', safety: 'review', edits: [{ kind: 'remove' }] },
      });
    }
  },
});
