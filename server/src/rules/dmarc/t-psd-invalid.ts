import { isPolicyRecord } from '../../domain/dmarc/subject.ts';
import { tagRemoval } from '../../email/dmarc/edits.ts';
import type { RuleFix } from '../../records/report.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** A `t` or `psd` with an invalid value. */
export default defineRule({
  subject: 'dmarc',
  needs: ['flag-invalid'],
  severity: 'warning',
  specs: ['RFC 9989 §4.7', 'RFC 9989 §4.8'],
  why: 'Receivers discard an invalid value and use the default. If t was meant to soften the policy, they apply it in full.',
  messages: {
    t: '"t={value}" is neither "y" nor "n", so receivers use "n" and apply the policy in full.',
    psd: '"psd={value}" is not "y", "n" or "u", so receivers use the default "u".',
    empty: '"{name}" has no value, so receivers use the default.',
  },
  check(dmarc, context) {
    if (!isPolicyRecord(context)) return;
    for (const fault of dmarc.faults) {
      if (fault.code !== 'flag-invalid') continue;
      const { name, value, nearest } = fault;
      const tag = dmarc.tags.find(
        ({ range }) => range.start <= fault.range.start && fault.range.end <= range.end,
      );
      const deletion: RuleFix | undefined = tag && {
        title: `Delete "${name}"`,
        safety: 'safe',
        edits: [tagRemoval(dmarc, tag.range)],
      };
      // psd=y is for registries, so "psd=yes" is more likely a misunderstanding of the tag.
      const fix: RuleFix | undefined =
        name === 't' && nearest !== undefined
          ? { title: `Use "t=${nearest}"`, safety: 'review', edits: [{ range: fault.range, text: nearest }] }
          : deletion;
      const message = value === '' ? 'empty' : name === 't' ? 't' : 'psd';
      context.report({ at: fault.range, message, data: { name, value: quote(value) }, fix });
    }
  },
});
