import { isOrganizationalDomain } from '../../domain/dmarc/organizational-domain.ts';
import { certainlyLacks, isPolicyRecord } from '../../domain/dmarc/subject.ts';
import { appending } from '../../email/dmarc/edits.ts';
import { dmarcTagOf } from '../../email/dmarc/model.ts';
import { statedPolicy } from '../../email/dmarc/policies.ts';
import { defineRule } from '../rule.ts';

/** A softer policy for subdomains that also holds for made-up ones. Where `sp` says nothing, `p` holds for them. */
export default defineRule({
  subject: 'dmarc',
  needs: ['sp'],
  severity: 'hint',
  specs: ['RFC 9989 §4.7'],
  why: 'No legitimate mail comes from a subdomain that does not exist. np=reject refuses it, while sp stays as soft as the real subdomains need it. Receivers that follow RFC 7489 ignore np.',
  messages: {
    soft: '"sp={sp}" is also for subdomains that do not exist; "np=reject" would refuse mail from those.',
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
