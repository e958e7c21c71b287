import { keyOnlyBelow } from '../../domain/dmarc/strict-keys.ts';
import { dmarcDomainOf } from '../../domain/dmarc/subject.ts';
import { tagRemoval } from '../../email/dmarc/edits.ts';
import { dmarcTagOf } from '../../email/dmarc/model.ts';
import { defineRule } from '../rule.ts';

/** `adkim=s` at a domain whose only DKIM keys are those of domains below it. */
export default defineRule({
  subject: 'dmarc',
  needs: ['adkim'],
  severity: 'warning',
  specs: ['RFC 9989 §4.4.1', 'RFC 9989 §4.7'],
  why: 'Under strict alignment a signature counts only when its domain is that of the From field. Mail that a service signs with its subdomain fails, unless SPF passes, and is refused.',
  symptoms: ['550 5.7.26', '550 5.7.509', '550 5.7.1'],
  messages: {
    below:
      'The zone has DKIM keys of {below} but none of {domain}: under "adkim=s" no signature counts for mail from {domain}.',
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
