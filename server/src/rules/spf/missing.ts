import { isAtOrBelow, type DomainName } from '../../dns/names.ts';
import { mayVerify } from '../../domain/dkim/keys.ts';
import { mailDomain } from '../../domain/mail-domain.ts';
import { mxAmong } from '../../domain/mail-names.ts';
import { hasSpfText } from '../../domain/spf/selected.ts';
import { hostOf } from '../../email/mx/exchange.ts';
import { mailServerNamed } from '../../email/spf/known-hosts.ts';
import type { DnsRecord } from '../../records/record.ts';
import type { RuleFix } from '../../records/report.ts';
import type { OwnerSubject } from '../../records/subjects.ts';
import { defineRule } from '../rule.ts';

/** A registered domain with an MX record and no SPF record. */
export default defineRule({
  subject: 'owner',
  types: ['MX'],
  severity: 'warning',
  specs: ['RFC 7208 §3.1', 'RFC 7208 §10.1.2'],
  why: 'Gmail and Yahoo require SPF or DKIM from all senders and both from bulk senders, and reject mail with neither (550 5.7.26). Anyone can use the domain as the sender address (MAIL FROM).',
  symptoms: ['550 5.7.26', '550 5.7.27', '421 4.7.27', '550 5.7.515'],
  messages: { none: '{domain} has an MX record but no SPF record.' },
  check(owner, context) {
    const domain = owner.name;
    const mx = mxAmong(owner.ofType('MX'));
    if (mx === undefined || !context.zoneIsWhole || !mailDomain(domain, context).isRegisteredApex) return;
    if (hasSpfText(owner.records)) return;
    // Under an enforced policy, dmarc-reject-without-spf reports the consequence.
    const dmarc = mailDomain(owner.name, context).policy;
    if (dmarc.kind === 'found' && dmarc.domain === domain && dmarc.reading.p !== 'none') return;
    const senders = sendersOf(owner);
    const isSigned = typeof mailDomain(domain, context).findKey(mayVerify) !== 'string';
    context.report({
      at: { part: 'type', record: mx },
      message: 'none',
      data: { domain },
      // Signed mail passes with its signature.
      severity: isSigned ? 'info' : 'warning',
      fix: senders === undefined ? undefined : adding(senders, domain, mx),
    });
  },
});

function adding(senders: string, owner: DomainName, mx: DnsRecord): RuleFix {
  const strings = [`v=spf1 ${senders} ~all`];
  return {
    title: `Add an SPF record that allows "${senders}"`,
    safety: 'review',
    edits: [{ kind: 'add', owner, type: 'TXT', strings, record: mx }],
  };
}

/** The terms that allow the hosts that receive the mail, if these hosts or their provider probably also send it. */
function sendersOf(owner: OwnerSubject): string | undefined {
  const hosts = owner.ofType('MX').map(hostOf);
  if (hosts.every((host) => host !== undefined && isAtOrBelow(host, owner.name))) return 'mx';
  const includes = hosts.map((host) => (host === undefined ? undefined : mailServerNamed(host)?.include));
  if (includes.includes(undefined)) return undefined;
  return [...new Set(includes)].map((name) => `include:${name}`).join(' ');
}
