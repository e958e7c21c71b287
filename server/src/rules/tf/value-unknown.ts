import { policyTitleOf } from '../../email/policy-text.ts';
import { HOLE } from '../../text/mapped-text.ts';
import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

/** A part of a record that only an apply can tell. Addresses in SPF are left out: nothing rests on them. */
export default defineRule({
  subject: 'txt',
  severity: 'info',
  specs: ['RFC 7208 §4.5', 'RFC 9989 §4.7'],
  why: 'A variable without a default, a placeholder, or a value that a resource has only once it exists, can be anything: what rests on it is not checked.',
  messages: {
    part: 'A part of this {kind} record is not known here, so it is checked in part only.',
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

/** Blanks in place of `ip4:` and `ip6:`: of an address that is unknown, nothing else is. */
function withoutAddresses(spf: string): string {
  return spf.replace(/[ +?~-]ip[46]:\S*/gi, (term) => ' '.repeat(term.length));
}
