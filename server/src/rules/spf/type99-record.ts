import { selectedAmong } from '../../domain/spf/selected.ts';
import { defineRule } from '../rule.ts';

/** A record of type SPF (99), which is never queried. */
export default defineRule({
  subject: 'owner',
  types: ['SPF'],
  severity: 'warning',
  specs: ['RFC 7208 §3.1', 'RFC 7208 §14.1'],
  why: 'Receivers query only TXT records. Without one, the domain has no SPF, and its mail is rejected where SPF or DKIM is required.',
  symptoms: ['550 5.7.26'],
  messages: {
    alone: 'Receivers no longer query type SPF, and without a TXT record the domain has no SPF.',
    unknown: 'Receivers no longer query type SPF because SPF belongs in a TXT record.',
    besideTxt: 'Receivers no longer query type SPF, and use the TXT record of the name.',
  },
  check(owner, context) {
    const hasText = selectedAmong(owner.ofType('TXT')).length > 0;
    for (const record of owner.ofType('SPF')) {
      const remove = {
        title: 'Delete the record',
        safety: 'review',
        edits: [{ kind: 'remove', record }],
      } as const;
      const retype = {
        title: 'Change the type to TXT',
        safety: 'review',
        edits: [{ kind: 'set-type', type: 'TXT', record }],
      } as const;
      context.report({
        at: { part: 'type', record },
        message: hasText ? 'besideTxt' : context.zoneIsWhole ? 'alone' : 'unknown',
        // Next to a TXT record, it does no harm.
        ...(hasText ? { severity: 'hint' } : {}),
        fix: hasText ? remove : retype,
      });
    }
  },
});
