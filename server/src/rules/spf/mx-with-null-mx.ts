import { mailDomain } from '../../domain/mail-domain.ts';
import { deleting } from '../../email/spf/edits.ts';
import { quoteTerm } from '../../email/spf/quote.ts';
import { relatedRecord } from '../../records/report.ts';
import { defineRule } from '../rule.ts';

/** `mx` in the SPF record of a domain that accepts no mail. */
export default defineRule({
  subject: 'spf',
  needs: ['mx'],
  severity: 'warning',
  specs: ['RFC 7505 §3', 'RFC 7208 §5.4'],
  why: 'A null MX names no host, so the mechanism never matches. It still uses 1 of the 10 DNS lookups, beyond which receivers stop with permerror.',
  symptoms: ['550 5.7.24'],
  messages: {
    none: '"{term}" never matches because {domain} has a null MX.',
  },
  check(spf, context) {
    const owner = context.record?.owner;
    if (owner === undefined) return;
    for (const term of spf.directives) {
      if (term.kind !== 'mx' || term.inert || (term.domain !== undefined && term.domain.name !== owner))
        continue;
      const domain = mailDomain(owner, context);
      if (!domain.isNullMx) return;
      const typed = quoteTerm(spf, term.range);
      context.report({
        at: term.range,
        message: 'none',
        data: { term: typed, domain: owner },
        fix: deleting(spf, term.range, `Delete "${typed}"`, 'safe'),
        related: relatedRecord(domain.exchanges[0], 'The null MX'),
      });
    }
  },
});
