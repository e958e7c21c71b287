import { refusingPolicy } from '../../domain/dmarc/unsigned-subdomain.ts';
import { isMailDomain, mxAmong } from '../../domain/mail-names.ts';
import { hasSpfText } from '../../domain/spf/selected.ts';
import { registeredDomain } from '../../email/dmarc/public-suffix.ts';
import { defineRule } from '../rule.ts';

/** A subdomain with an MX record and no SPF record. That of the parent domain does not apply to it. */
export default defineRule({
  subject: 'owner',
  types: ['MX'],
  severity: 'info',
  sameWhere: [],
  specs: ['RFC 7208 §3.1', 'RFC 7208 §4.3'],
  why: 'SPF is not inherited: receivers look up exactly the domain in MAIL FROM, not its parent domain. Mail from the subdomain, including bounces and automatic replies, does not pass SPF.',
  symptoms: ['550 5.7.26', '550 5.7.27'],
  messages: {
    none: '{domain} has an MX record but no SPF record, and does not inherit that of a parent domain.',
  },
  check(owner, context) {
    const domain = owner.name;
    const mx = mxAmong(owner.ofType('MX'));
    if (mx === undefined || !context.zoneIsWhole || hasSpfText(owner.records)) return;
    if (!isMailDomain(domain) || registeredDomain(domain) === domain) return;
    if (context.delegationAbove(domain).length > 0) return;
    // dmarc-sp-reject-subdomain-sends reports that case.
    if (refusingPolicy(owner, context) !== undefined) return;
    const strings = ['v=spf1 mx ~all'];
    context.report({
      at: { part: 'type', record: mx },
      message: 'none',
      data: { domain },
      fix: {
        title: 'Add an SPF record that allows "mx"',
        safety: 'review',
        edits: [{ kind: 'add', owner: domain, type: 'TXT', strings, record: mx }],
      },
    });
  },
});
