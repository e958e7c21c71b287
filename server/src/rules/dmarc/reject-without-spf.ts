import { dmarcDomainOf, isPolicyRecord } from '../../domain/dmarc/subject.ts';
import { selectedRecordsAt } from '../../domain/spf/selected.ts';
import { dmarcTagOf } from '../../email/dmarc/model.ts';
import { statedPolicy } from '../../email/dmarc/policies.ts';
import { hostsOf } from '../../email/mx/exchange.ts';
import { oncePerList } from '../../records/once-per-list.ts';
import { defineRule } from '../rule.ts';

const nameSpf = oncePerList((texts) =>
  texts.some(({ rdata }) => rdata.kind === 'text' && /spf/i.test(rdata.value.text)),
);

/** A policy that acts on mail, of a domain with mail and no SPF. */
export default defineRule({
  subject: 'dmarc',
  needs: ['p'],
  severity: 'warning',
  specs: ['RFC 9989 §5.1.1', 'RFC 9989 §8'],
  why: 'Without SPF only an aligned DKIM signature can pass. Whatever sends unsigned in the name of the domain (a form on the web site, a printer, answers that a mail program sends by itself) is refused.',
  symptoms: ['550 5.7.26', '550 5.7.509', '550 5.7.1'],
  messages: {
    unsigned:
      '"{policy}" acts on all mail of {domain} that is not signed, since the domain has no SPF record.',
  },
  check(dmarc, context) {
    const policy = statedPolicy(dmarc, 'p');
    const p = dmarcTagOf(dmarc, 'p');
    const domain = dmarcDomainOf(context);
    if (policy === undefined || policy === 'none' || p === undefined || domain === undefined) return;
    if (!isPolicyRecord(context) || !context.zoneIsWhole || context.record?.conditional !== false) return;
    // SPF of an alias is that of its target; a domain without MX may never be in an envelope.
    if (hostsOf(context.recordsAt(domain, 'MX')).every((host) => host === undefined)) return;
    if (selectedRecordsAt(context, domain).length > 0 || context.delegationAbove(domain).length > 0) return;
    // Text that is nearly SPF has rules of its own.
    if (nameSpf(context.recordsAt(domain, 'TXT'))) return;
    context.report({ at: p.range, message: 'unsigned', data: { policy: `p=${policy}`, domain } });
  },
});
