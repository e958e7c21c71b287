import { mailDomain } from '../../domain/mail-domain.ts';
import { passingMechanisms } from '../../domain/spf/evaluable.ts';
import { isIncludeTarget, spfDomainOf } from '../../domain/spf/owner.ts';
import { relatedRecord } from '../../records/report.ts';
import { defineRule } from '../rule.ts';

/** `-all` at a domain that sends mail, while its DMARC policy does not reject yet. */
export default defineRule({
  subject: 'spf',
  needs: ['all'],
  severity: 'info',
  specs: ['RFC 9989 §7.1', 'RFC 7208 §8.4'],
  why: 'Some receivers reject mail that fails SPF before they check DKIM or DMARC. Forwarded mail is lost there, and no DMARC report shows it.',
  symptoms: ['550 5.7.23', '550 5.7.26', '550 5.7.1'],
  messages: {
    early:
      '"-all" makes some receivers reject forwarded mail, but the DMARC policy of {domain} is only "{policy}".',
  },
  check(spf, context) {
    const last = spf.directives.at(-1);
    const domain = spfDomainOf(context);
    if (last?.kind !== 'all' || last.qualifier !== '-' || domain === undefined) return;
    const { record } = context;
    if (record === undefined || spf.permerror || spf.directives.length === 1) return;
    if (isIncludeTarget(context) || mailDomain(domain, context).mx === undefined) return;
    if (passingMechanisms({ record, spf }, context).length === 0) return;
    const dmarc = mailDomain(domain, context).appliedPolicy;
    if (dmarc === undefined || dmarc.policy === 'reject') return;
    context.report({
      at: last.range,
      message: 'early',
      data: { domain, policy: dmarc.policy },
      fix: { title: 'Use "~all"', safety: 'review', edits: [{ range: last.range, text: '~all' }] },
      related: relatedRecord(dmarc.record, 'The DMARC record'),
    });
  },
});
