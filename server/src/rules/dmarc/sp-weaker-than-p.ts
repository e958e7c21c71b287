import { isOrganizationalDomain } from '../../domain/dmarc/organizational-domain.ts';
import { certainlyLacks, isPolicyRecord } from '../../domain/dmarc/subject.ts';
import { appending } from '../../email/dmarc/edits.ts';
import { dmarcTagOf } from '../../email/dmarc/model.ts';
import { statedPolicy } from '../../email/dmarc/policies.ts';
import { defineRule } from '../rule.ts';

/** `sp=none` with an enforced `p`. */
export default defineRule({
  subject: 'dmarc',
  needs: ['sp'],
  severity: 'warning',
  specs: ['RFC 9989 §4.7', 'RFC 9989 §4.10.1'],
  why: 'Forgers can use any subdomain, even a nonexistent one, because receivers deliver its failing mail. They also show no BIMI logo for a domain with sp=none.',
  messages: {
    open: '"sp=none" leaves every subdomain open to spoofing, while "p={p}" protects the domain itself.',
  },
  check(dmarc, context) {
    const p = statedPolicy(dmarc, 'p');
    const sp = dmarcTagOf(dmarc, 'sp');
    if (!isPolicyRecord(context) || !isOrganizationalDomain(dmarc, context)) return;
    if (sp === undefined || statedPolicy(dmarc, 'sp') !== 'none' || p === undefined || p === 'none') return;
    // A record with np distinguishes existing and nonexistent names on purpose.
    if (!certainlyLacks(dmarc, context, 'np') && statedPolicy(dmarc, 'np') !== 'none') return;
    const raise = {
      title: `Use "sp=${p}"`,
      safety: 'review',
      edits: [{ range: sp.valueRange, text: p }],
    } as const;
    const np = dmarcTagOf(dmarc, 'np');
    const close = {
      title: 'Use "np=reject" for nonexistent subdomains',
      safety: 'review',
      edits: [np === undefined ? appending(dmarc, 'np=reject') : { range: np.valueRange, text: 'reject' }],
    } as const;
    context.report({ at: sp.range, message: 'open', data: { p }, fixes: [raise, close] });
  },
});
