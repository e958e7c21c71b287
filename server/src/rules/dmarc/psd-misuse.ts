import { dmarcDomainOf } from '../../domain/dmarc/subject.ts';
import { mailDomain } from '../../domain/mail-domain.ts';
import { tagRemoval } from '../../email/dmarc/edits.ts';
import { dmarcTagOf } from '../../email/dmarc/model.ts';
import { dmarcPlaceOf } from '../../email/dmarc/owner.ts';
import { isPublicSuffix } from '../../email/dmarc/public-suffix.ts';
import { toPublicSuffixFlag } from '../../email/dmarc/tags.ts';
import { defineRule } from '../rule.ts';

/** `psd=y` on the domain of an organization. */
export default defineRule({
  subject: 'dmarc',
  needs: ['psd'],
  severity: 'error',
  specs: ['RFC 9989 §4.10.2', 'RFC 9989 §4.7'],
  why: 'psd=y says that each name directly below this one belongs to another organization. Mail from the domain then fails DMARC if a subdomain signs it or receives its bounces, and so does mail from a subdomain that the domain signs.',
  symptoms: ['550 5.7.26', '550 5.7.509', '550 5.7.1'],
  messages: {
    misused: '"psd=y" makes {domain} a public suffix like "com", so its subdomains no longer align with it.',
  },
  check(dmarc, context) {
    const tag = dmarcTagOf(dmarc, 'psd');
    if (tag === undefined || toPublicSuffixFlag(tag.value) !== 'y' || context.record === undefined) return;
    const domain = dmarcDomainOf(context);
    if (domain === undefined || dmarcPlaceOf(context.record.owner).kind !== 'policy') return;
    // A registry may be missing from the list, but then its own mail comes from another domain.
    if (isPublicSuffix(domain) || !mailDomain(domain, context).hasMail) return;
    context.report({
      at: tag.range,
      message: 'misused',
      data: { domain },
      fix: { title: 'Delete "psd=y"', safety: 'review', edits: [tagRemoval(dmarc, tag.range)] },
    });
  },
});
