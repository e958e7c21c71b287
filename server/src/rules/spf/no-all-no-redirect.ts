import { isIncludeTarget } from '../../domain/spf/owner.ts';
import { insertion } from '../../email/spf/edits.ts';
import type { RuleContext } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** A record with neither `all` nor `redirect=`. */
export default defineRule({
  subject: 'spf',
  severity: 'warning',
  specs: ['RFC 7208 §4.7'],
  why: 'Hosts that no term matches get neutral, which receivers treat like no SPF record. Forged mail is not marked.',
  messages: {
    open: 'The record has neither "all" nor "redirect=", so it has no effect on unlisted hosts.',
  },
  check(spf, context) {
    // A part that is unknown or could not be read may be the "all".
    if (!spf.value.complete || spf.terms.some((term) => term.kind === 'unread')) return;
    if (spf.terms.some((term) => term.kind === 'all' || term.kind === 'redirect')) return;
    if (isIncludeTarget(context) || isCutOff(context)) return;
    const last = spf.terms.at(-1)?.range ?? spf.version.range;
    context.report({
      at: spf.version.range,
      message: 'open',
      fix: { title: 'Add "~all"', safety: 'review', edits: [insertion(last.end, ' ~all')] },
    });
  },
});

/** An unquoted string ends where a comment begins, and the comment may be the rest of the record. */
function isCutOff(context: RuleContext): boolean {
  const rdata = context.record?.rdata;
  return rdata?.kind === 'text' && rdata.comment !== undefined;
}
