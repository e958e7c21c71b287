import { isAtOrBelow, isKnown, labelsOf, parentOf, type DomainName } from '../../dns/names.ts';
import { mailDomain } from '../../domain/mail-domain.ts';
import { reportMailboxDomain } from '../../domain/report-mailbox.ts';
import { passingMechanisms } from '../../domain/spf/evaluable.ts';
import { policyOwner } from '../../email/dmarc/owner.ts';
import type { DnsRecord } from '../../records/record.ts';
import type { RuleContext } from '../rule.ts';
import { defineRule } from '../rule.ts';

/** A domain that has mail, but no DMARC record of its own or of a parent domain. */
export default defineRule({
  subject: 'owner',
  types: ['MX', 'TXT'],
  severity: 'warning',
  specs: ['RFC 9989 §5.1.4', 'RFC 9989 §4.10'],
  why: 'Gmail, Yahoo and Outlook.com require a DMARC record (p=none is enough) from bulk senders, and reject or defer mail without one. Anyone can spoof the domain, and no reports show it.',
  symptoms: ['550 5.7.40', '421 4.7.40', '550 5.7.515'],
  messages: {
    none: '{domain} has mail but no DMARC record at "{owner}".',
  },
  check(owner, context) {
    const domain = owner.name;
    const record = mailRecordOf(domain, context);
    if (record === undefined) return;
    const policy = mailDomain(domain, context).policy;
    if (policy.kind !== 'none' || policy.own !== 'absent') return;
    // One record at the parent domain also covers its subdomains.
    if (isReportedAbove(domain, context)) return;
    const home = reportMailboxDomain(domain, context);
    const mailbox = `dmarc@${home ?? ''}`;
    context.report({
      at: { part: 'type', record },
      message: 'none',
      data: { domain, owner: policyOwner(domain) },
      fix:
        home === undefined
          ? undefined
          : {
              title: `Add a DMARC record with "p=none" and reports to ${mailbox}`,
              safety: 'review',
              edits: [
                {
                  kind: 'add',
                  owner: policyOwner(domain),
                  type: 'TXT',
                  strings: [`v=DMARC1; p=none; rua=mailto:${mailbox}`],
                  record,
                },
              ],
            },
    });
  },
});

/** The record that shows that the domain has mail: its first MX or, at the zone apex, SPF that authorizes senders. */
function mailRecordOf(domain: DomainName, context: RuleContext): DnsRecord | undefined {
  const { apex } = context;
  if (apex === undefined || !isKnown(domain) || !isAtOrBelow(domain, apex)) return undefined;
  if (labelsOf(domain).some((label) => label.startsWith('_') || label === '*')) return undefined;
  const mx = mailDomain(domain, context).mx;
  if (mx !== undefined) return mx;
  const here = domain === apex ? mailDomain(domain, context).spf : undefined;
  return here !== undefined && passingMechanisms(here, context).length > 0 ? here.record : undefined;
}

function isReportedAbove(domain: DomainName, context: RuleContext): boolean {
  const { apex } = context;
  for (let at = domain; at !== apex;) {
    const above = parentOf(at);
    if (above === undefined) return false;
    if (mailRecordOf(above, context) !== undefined) return true;
    at = above;
  }
  return false;
}
