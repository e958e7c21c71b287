import {
  certainlyLacks,
  domainHere,
  isPolicyRecord,
  reportAddress,
  dmarcVersionRange,
} from '../../domain/dmarc/subject.ts';
import { mailDomain } from '../../domain/mail-domain.ts';
import { appending } from '../../email/dmarc/edits.ts';
import { strictestPolicy } from '../../email/dmarc/policies.ts';
import { defineRule } from '../rule.ts';

/** An enforced policy without reports that show which mail it affects. */
export default defineRule({
  subject: 'dmarc',
  needs: ['p', 'sp', 'np'],
  severity: 'warning',
  specs: ['RFC 9989 §5.1.3', 'RFC 9989 §8', 'RFC 9989 §4.7'],
  why: 'Receivers quarantine or reject failing mail of the domain, and without rua none of them may report it. Legitimate mail that fails, from a forgotten sender or after a change, is lost unnoticed.',
  messages: {
    blind:
      '"{policy}" applies to mail that fails DMARC, but without "rua" no reports show which mail that is.',
  },
  check(dmarc, context) {
    const policy = strictestPolicy(dmarc);
    if (policy === undefined || policy === 'none') return;
    if (!isPolicyRecord(context) || !certainlyLacks(dmarc, context, 'rua')) return;
    const domain = domainHere(context);
    // A domain that sends no mail has no legitimate mail to lose.
    if (domain !== undefined && mailDomain(domain, context).sendsNothing) return;
    const address = reportAddress(context);
    context.report({
      at: dmarcVersionRange(dmarc),
      message: 'blind',
      data: { policy },
      fix:
        address === undefined
          ? undefined
          : {
              title: `Send reports to ${address.slice('mailto:'.length)}`,
              safety: 'review',
              edits: [appending(dmarc, `rua=${address}`)],
            },
    });
  },
});
