import { tagRemoval } from '../../email/dmarc/edits.ts';
import type { RuleFix } from '../../records/report.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** A tag that occurs twice. */
export default defineRule({
  subject: 'dmarc',
  needs: ['duplicate-tag'],
  severity: 'error',
  specs: ['RFC 6376 §3.2', 'RFC 9989 §4.7'],
  why: 'A list in which a tag occurs twice is invalid as a whole. Receivers differ in what they make of it: some ignore the record, some take the first value, some the last.',
  messages: {
    same: '"{name}" occurs twice, which makes the list of tags invalid.',
    differing:
      '"{name}" occurs twice, first as "{first}", here as "{value}". That makes the list of tags invalid.',
  },
  check(dmarc, context) {
    for (const fault of dmarc.faults) {
      if (fault.code !== 'duplicate-tag') continue;
      const name = quote(fault.name);
      const { value } = fault.tag;
      const { value: first, range } = fault.first;
      const same = value === first;
      const fixes: RuleFix[] = [
        {
          title: same ? `Delete the second "${name}"` : `Keep "${name}=${quote(first)}"`,
          safety: same ? 'safe' : 'review',
          edits: [tagRemoval(dmarc, fault.range)],
        },
      ];
      if (!same) {
        const edits = [tagRemoval(dmarc, range)];
        fixes.push({ title: `Keep "${name}=${quote(value)}"`, safety: 'review', edits });
      }
      context.report({
        at: fault.range,
        message: same ? 'same' : 'differing',
        data: { name, value: quote(value), first: quote(first) },
        fixes,
        related: [{ at: range, message: `The first "${name}"` }],
      });
    }
  },
});
