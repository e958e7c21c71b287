import { refusingPolicy } from '../../domain/dmarc/unsigned-subdomain.ts';
import { mxAmong } from '../../domain/mail-names.ts';
import { reportMailboxDomain } from '../../domain/report-mailbox.ts';
import { hasSpfText } from '../../domain/spf/selected.ts';
import { policyOwner } from '../../email/dmarc/owner.ts';
import { policyToApply } from '../../email/dmarc/reading.ts';
import { relatedRecord } from '../../records/report.ts';
import { defineRule } from '../rule.ts';

/** A subdomain with mailboxes, from which nothing can pass the policy that it gets from above. */
export default defineRule({
  subject: 'owner',
  types: ['MX'],
  severity: 'info',
  specs: ['RFC 9989 §4.7', 'RFC 9989 §4.10.1'],
  why: 'The policy of the domain above is also for mail from its subdomains. Without SPF and without a DKIM signature that counts, whatever is sent from there is refused, answers to mail that came in too.',
  symptoms: ['550 5.7.26', '550 5.7.509', '550 5.7.1'],
  messages: {
    refused:
      '{domain} takes mail, but what is sent from it cannot pass: it has no SPF record, no DKIM key counts for it, and the policy of {above} for it is "{policy}".',
  },
  check(owner, context) {
    const domain = owner.name;
    const mx = mxAmong(owner.ofType('MX'));
    if (mx === undefined || hasSpfText(owner.records)) return;
    const here = refusingPolicy(owner, context);
    if (here === undefined || context.delegationAbove(domain).length > 0) return;
    const own = policyOwner(domain);
    // The subdomain takes mail itself.
    const report = `mailto:dmarc@${reportMailboxDomain(domain, context) ?? domain}`;
    const strings = [`v=DMARC1; p=none; rua=${report}`];
    context.report({
      at: { part: 'type', record: mx },
      message: 'refused',
      data: { domain, above: here.domain, policy: policyToApply(here.reading, 'subdomain') ?? '' },
      fix: {
        title: 'Give it a policy of its own that refuses nothing',
        safety: 'review',
        edits: [{ kind: 'add', owner: own, type: 'TXT', strings, record: mx }],
      },
      related: relatedRecord(here.record, 'The policy'),
    });
  },
});
