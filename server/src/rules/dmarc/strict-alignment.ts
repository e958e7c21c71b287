import { keyOnlyBelow } from '../../domain/dmarc/strict-keys.ts';
import { dmarcDomainOf, isPolicyRecord } from '../../domain/dmarc/subject.ts';
import { mailDomain } from '../../domain/mail-domain.ts';
import { tagRemoval } from '../../email/dmarc/edits.ts';
import { dmarcTagOf } from '../../email/dmarc/model.ts';
import { strictestPolicy } from '../../email/dmarc/policies.ts';
import { toAlignment } from '../../email/dmarc/tags.ts';
import { defineRule } from '../rule.ts';

/** `adkim=s` or `aspf=s` with an enforced policy on a domain that sends mail. */
export default defineRule({
  subject: 'dmarc',
  needs: ['adkim', 'aspf'],
  severity: 'hint',
  offByDefault: true,
  specs: ['RFC 9989 §4.7', 'RFC 9989 §11.8'],
  why: 'Mail services usually use a subdomain such as em.example.com in MAIL FROM or in the DKIM signature. With strict alignment, that does not count for mail from example.com, which fails DMARC and is rejected.',
  symptoms: ['550 5.7.26', '550 5.7.509', '550 5.7.1'],
  messages: {
    dkim: '"adkim=s" accepts only DKIM signatures of exactly this domain, not of subdomains.',
    spf: '"aspf=s" accepts only MAIL FROM addresses in exactly this domain, not in subdomains.',
  },
  check(dmarc, context) {
    // The zone is queried last, because each query has a cost and most records are relaxed.
    if (
      !['adkim', 'aspf'].some(
        (name) => toAlignment(dmarcTagOf(dmarc, name as 'adkim' | 'aspf')?.value ?? '') === 's',
      )
    )
      return;
    const policy = strictestPolicy(dmarc);
    if (!isPolicyRecord(context) || policy === undefined || policy === 'none') return;
    const domain = dmarcDomainOf(context);
    if (domain !== undefined && mailDomain(domain, context).sendsNothing) return;
    for (const [name, message] of [
      ['adkim', 'dkim'],
      ['aspf', 'spf'],
    ] as const) {
      const tag = dmarcTagOf(dmarc, name);
      if (tag === undefined || toAlignment(tag.value) !== 's') continue;
      // dmarc-strict-alignment-subdomain reports this.
      if (name === 'adkim' && keyOnlyBelow(dmarc, context) !== undefined) continue;
      const edits = [tagRemoval(dmarc, tag.range)];
      context.report({ at: tag.range, message, fix: { title: `Delete "${name}"`, safety: 'review', edits } });
    }
  },
});
