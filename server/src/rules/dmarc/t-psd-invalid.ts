import { isPolicyRecord } from '../../domain/dmarc/subject.ts';
import { tagRemoval } from '../../email/dmarc/edits.ts';
import type { RuleFix } from '../../records/report.ts';
import { quote } from '../../text/quote.ts';
import { defineRule } from '../rule.ts';

/** A `t` or `psd` that is none of their letters. */
export default defineRule({
  subject: 'dmarc',
  needs: ['flag-invalid'],
  severity: 'warning',
  specs: ['RFC 9989 §4.7', 'RFC 9989 §4.8'],
  why: 'Receivers discard an invalid value and take the default. Where t was to soften the policy, they apply it in full.',
  messages: {
    t: '"t={value}" is neither "y" nor "n", so the default "n" holds: the policy is applied in full.',
    psd: '"psd={value}" is none of "y", "n" and "u", so the default "u" holds.',
    empty: '"{name}" has no value, so the default holds.',
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
        title: `Delete "${name}": nothing changes`,
        safety: 'safe',
        edits: [tagRemoval(dmarc, tag.range)],
      };
      // psd=y is for registries; whoever wrote "yes" more likely misread the tag.
      const fix: RuleFix | undefined =
        name === 't' && nearest !== undefined
          ? { title: `Use "t=${nearest}"`, safety: 'review', edits: [{ range: fault.range, text: nearest }] }
          : deletion;
      const message = value === '' ? 'empty' : name === 't' ? 't' : 'psd';
      context.report({ at: fault.range, message, data: { name, value: quote(value) }, fix });
    }
  },
});
