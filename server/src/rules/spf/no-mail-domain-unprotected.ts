import { mailDomain } from '../../domain/mail-domain.ts';
import { isMailDomain } from '../../domain/mail-names.ts';
import { hasSpfText } from '../../domain/spf/selected.ts';
import { actsOn } from '../../email/dmarc/policies.ts';
import { isNullMx } from '../../email/mx/exchange.ts';
import { defineRule } from '../rule.ts';

/** A domain that accepts no mail, and does not say that it sends none. */
export default defineRule({
  subject: 'owner',
  types: ['MX'],
  severity: 'warning',
  specs: ['RFC 7208 §10.1.2', 'RFC 7505 §4.2'],
  why: 'A domain with a null MX should not send mail either, because it cannot receive replies. Until SPF says that the domain sends no mail, anyone can use it in MAIL FROM.',
  messages: { none: '{domain} accepts no mail, but has no SPF record that says it sends no mail.' },
  check(owner, context) {
    const domain = owner.name;
    const [mx, ...others] = owner.ofType('MX');
    if (mx === undefined || others.length > 0 || !isNullMx(mx) || mx.conditional) return;
    if (!context.zoneIsWhole || hasSpfText(owner.records) || !isMailDomain(domain)) return;
    if (context.delegationAbove(domain).length > 0) return;
    const dmarc = mailDomain(owner.name, context).policy;
    const from = dmarc.kind === 'found' && dmarc.domain === domain ? 'domain' : 'subdomain';
    const isRefused = dmarc.kind === 'found' && actsOn(dmarc.reading, from);
    context.report({
      at: { part: 'rdata', record: mx },
      message: 'none',
      data: { domain },
      // Under this DMARC policy, receivers reject mail that also has the domain in From.
      severity: isRefused ? 'info' : 'warning',
      fix: {
        title: 'Add the SPF record "v=spf1 -all"',
        safety: 'review',
        edits: [{ kind: 'add', owner: domain, type: 'TXT', strings: ['v=spf1 -all'], record: mx }],
      },
    });
  },
});
