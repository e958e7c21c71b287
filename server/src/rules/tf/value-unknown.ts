import { policyTitleOf } from '../../email/policy-text.ts';
import { HOLE } from '../../text/mapped-text.ts';
import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

/** A part of a record that is known only after an apply. Addresses in SPF are left out, as no other check depends on them. */
export default defineRule({
  subject: 'txt',
  severity: 'info',
  specs: ['RFC 7208 §4.5', 'RFC 9989 §4.7'],
  why: 'A variable without a default, a placeholder, or a value that a resource has only after it is created can be anything. Checks that depend on it are skipped.',
  messages: {
    part: 'Part of this {kind} record is unknown, so mailtxt checks only the rest.',
  },
  check({ record, value }, context) {
    if (record.publication === undefined || value.complete) return;
    const { text } = value;
    const kind = policyTitleOf(text, record.owner);
    if (kind === undefined) return;
    const at = (kind === 'SPF' ? withoutAddresses(text) : text).indexOf(HOLE);
    if (at < 0) return;
    context.report({ at: rangeOf(at, at + 1), message: 'part', data: { kind } });
  },
});

/** Replaces `ip4:` and `ip6:` terms with spaces, because an unknown address makes nothing else unknown. */
function withoutAddresses(spf: string): string {
  return spf.replace(/[ +?~-]ip[46]:\S*/gi, (term) => ' '.repeat(term.length));
}
