import { dmarcDomainOf, isPolicyRecord } from '../../domain/dmarc/subject.ts';
import { mailDomain } from '../../domain/mail-domain.ts';
import { passingMechanisms } from '../../domain/spf/evaluable.ts';
import { dmarcTagOf } from '../../email/dmarc/model.ts';
import { actsOn } from '../../email/dmarc/policies.ts';
import { readAs } from '../../email/dmarc/reading.ts';
import type { SpfRecord } from '../../email/spf/model.ts';
import { defineRule } from '../rule.ts';

/** An enforced policy of a domain whose mail can pass neither SPF nor DKIM. */
export default defineRule({
  subject: 'dmarc',
  needs: ['p'],
  severity: 'error',
  specs: ['RFC 9989 §4.3', 'RFC 7208 §2.6.2'],
  why: 'DMARC counts SPF only when it passes, and neutral is not a pass. Without a DKIM key nothing else can pass, so receivers reject or quarantine all mail from the domain.',
  symptoms: ['550 5.7.26', '550 5.7.509', '550 5.7.1'],
  messages: {
    nothing:
      '"{policy}" applies to all mail from {domain} because SPF never passes and the zone has no DKIM key.',
  },
  check(dmarc, context) {
    const p = dmarcTagOf(dmarc, 'p');
    const domain = dmarcDomainOf(context);
    if (p === undefined || domain === undefined || context.record?.conditional !== false) return;
    if (!isPolicyRecord(context) || !mailDomain(domain, context).isRegisteredApex) return;
    const reading = readAs(dmarc, 'RFC 9989');
    if (
      reading.kind !== 'policy' ||
      !actsOn(reading, 'domain') ||
      mailDomain(domain, context).mx === undefined
    )
      return;
    const here = mailDomain(domain, context).spf;
    if (here === undefined || !isUndecided(here.spf) || passingMechanisms(here, context).length > 0) return;
    if (mailDomain(domain, context).findKey() !== 'none') return;
    context.report({
      at: p.range,
      message: 'nothing',
      data: { policy: `p=${p.value}`, domain },
      related: [{ at: { part: 'rdata', record: here.record }, message: 'The SPF record' }],
    });
  },
});

/** True when the record ends in neutral. `-all` or `~all` says that the domain sends no mail. */
function isUndecided({ directives, redirect }: SpfRecord): boolean {
  const last = directives.at(-1);
  if (last?.kind !== 'all') return redirect === undefined;
  return last.qualifier === '?';
}
