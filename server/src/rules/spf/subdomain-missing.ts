import { refusingPolicy } from '../../domain/dmarc/unsigned-subdomain.ts';
import { isMailDomain, mxAmong } from '../../domain/mail-names.ts';
import { hasSpfText } from '../../domain/spf/selected.ts';
import { registeredDomain } from '../../email/dmarc/public-suffix.ts';
import { defineRule } from '../rule.ts';

/** A subdomain with an MX and no SPF record: that of the domain above is not for it. */
export default defineRule({
  subject: 'owner',
  types: ['MX'],
  severity: 'info',
  sameWhere: [],
  specs: ['RFC 7208 §3.1', 'RFC 7208 §4.3'],
  why: 'SPF is not inherited: receivers look at exactly the domain of the envelope, and the record of the domain above says nothing of a subdomain. What is sent from here, bounces and automatic answers too, does not pass SPF.',
  symptoms: ['550 5.7.26', '550 5.7.27'],
  messages: {
    none: '{domain} takes mail and has no SPF record; that of a domain above is not for it.',
  },
  check(owner, context) {
    const domain = owner.name;
    const mx = mxAmong(owner.ofType('MX'));
    if (mx === undefined || !context.zoneIsWhole || hasSpfText(owner.records)) return;
    if (!isMailDomain(domain) || registeredDomain(domain) === domain) return;
    if (context.delegationAbove(domain).length > 0) return;
    // dmarc-sp-reject-subdomain-sends says what follows there.
    if (refusingPolicy(owner, context) !== undefined) return;
    const strings = ['v=spf1 mx ~all'];
    context.report({
      at: { part: 'type', record: mx },
      message: 'none',
      data: { domain },
      fix: {
        title: 'Let "mx" send',
        safety: 'review',
        edits: [{ kind: 'add', owner: domain, type: 'TXT', strings, record: mx }],
      },
    });
  },
});
