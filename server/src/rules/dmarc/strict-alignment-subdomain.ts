import { keyOnlyBelow } from '../../domain/dmarc/strict-keys.ts';
import { dmarcDomainOf } from '../../domain/dmarc/subject.ts';
import { tagRemoval } from '../../email/dmarc/edits.ts';
import { dmarcTagOf } from '../../email/dmarc/model.ts';
import { defineRule } from '../rule.ts';

/** `adkim=s` on a domain whose only DKIM keys are those of its subdomains. */
export default defineRule({
  subject: 'dmarc',
  needs: ['adkim'],
  severity: 'warning',
  specs: ['RFC 9989 §4.4.1', 'RFC 9989 §4.7'],
  why: 'With strict alignment, a signature counts only if its domain is exactly that of the From field. Mail that a service signs with its subdomain fails and is rejected, unless SPF passes.',
  symptoms: ['550 5.7.26', '550 5.7.509', '550 5.7.1'],
  messages: {
    below: 'The zone has DKIM keys of {below} but not of {domain}, whose signatures "adkim=s" requires.',
  },
  check(dmarc, context) {
    const tag = dmarcTagOf(dmarc, 'adkim');
    const domain = dmarcDomainOf(context);
    const key = keyOnlyBelow(dmarc, context);
    if (tag === undefined || domain === undefined || key === undefined) return;
    context.report({
      at: tag.range,
      message: 'below',
      data: { domain, below: key.domain },
      fix: { title: 'Delete "adkim"', safety: 'review', edits: [tagRemoval(dmarc, tag.range)] },
      related: [{ at: { part: 'rdata', record: key.record }, message: 'A key of a subdomain' }],
    });
  },
});
