import { refusingPolicy } from '../../domain/dmarc/unsigned-subdomain.ts';
import { mxAmong } from '../../domain/mail-names.ts';
import { reportMailboxDomain } from '../../domain/report-mailbox.ts';
import { hasSpfText } from '../../domain/spf/selected.ts';
import { policyOwner } from '../../email/dmarc/owner.ts';
import { policyToApply } from '../../email/dmarc/reading.ts';
import { relatedRecord } from '../../records/report.ts';
import { defineRule } from '../rule.ts';

/** A subdomain with mailboxes whose mail cannot pass the policy that it inherits. */
export default defineRule({
  subject: 'owner',
  types: ['MX'],
  severity: 'info',
  specs: ['RFC 9989 §4.7', 'RFC 9989 §4.10.1'],
  why: 'The policy of the parent domain also applies to mail from its subdomains. Without SPF and without an aligned DKIM signature, receivers reject or quarantine all mail from the subdomain, including replies.',
  symptoms: ['550 5.7.26', '550 5.7.509', '550 5.7.1'],
  messages: {
    refused:
      '{domain} has no SPF record and no aligned DKIM key, so its mail fails the policy "{policy}" of {above}.',
  },
  check(owner, context) {
    const domain = owner.name;
    const mx = mxAmong(owner.ofType('MX'));
    if (mx === undefined || hasSpfText(owner.records)) return;
    const here = refusingPolicy(owner, context);
    if (here === undefined || context.delegationAbove(domain).length > 0) return;
    const own = policyOwner(domain);
    // The subdomain receives mail itself.
    const report = `mailto:dmarc@${reportMailboxDomain(domain, context) ?? domain}`;
    const strings = [`v=DMARC1; p=none; rua=${report}`];
    context.report({
      at: { part: 'type', record: mx },
      message: 'refused',
      data: { domain, above: here.domain, policy: policyToApply(here.reading, 'subdomain') ?? '' },
      fix: {
        title: 'Add a DMARC record with "p=none" for the subdomain',
        safety: 'review',
        edits: [{ kind: 'add', owner: own, type: 'TXT', strings, record: mx }],
      },
      related: relatedRecord(here.record, 'The inherited policy'),
    });
  },
});
