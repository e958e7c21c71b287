import { isOrganizationalDomain } from '../../domain/dmarc/organizational-domain.ts';
import { certainlyLacks, isPolicyRecord } from '../../domain/dmarc/subject.ts';
import { appending } from '../../email/dmarc/edits.ts';
import { dmarcTagOf } from '../../email/dmarc/model.ts';
import { statedPolicy } from '../../email/dmarc/policies.ts';
import { defineRule } from '../rule.ts';

/** A softer policy for subdomains that also applies to nonexistent ones. Without `sp`, `p` applies to them. */
export default defineRule({
  subject: 'dmarc',
  needs: ['sp'],
  severity: 'hint',
  specs: ['RFC 9989 §4.7'],
  why: 'No legitimate mail comes from a nonexistent subdomain, so np=reject can block it even if real subdomains need a weaker sp. Receivers that follow RFC 7489 ignore np.',
  messages: {
    soft: '"sp={sp}" also applies to nonexistent subdomains, whose mail "np=reject" would reject.',
  },
  check(dmarc, context) {
    const sp = dmarcTagOf(dmarc, 'sp');
    if (
      sp === undefined ||
      statedPolicy(dmarc, 'sp') !== 'quarantine' ||
      !certainlyLacks(dmarc, context, 'np')
    )
      return;
    if (statedPolicy(dmarc, 'p') !== 'reject') return;
    if (!isPolicyRecord(context) || !isOrganizationalDomain(dmarc, context)) return;
    context.report({
      at: sp.range,
      message: 'soft',
      data: { sp: 'quarantine' },
      fix: { title: 'Add "np=reject"', safety: 'review', edits: [appending(dmarc, 'np=reject')] },
    });
  },
});
