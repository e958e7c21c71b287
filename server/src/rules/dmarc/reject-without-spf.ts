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

/** An enforced policy of a domain that has mail and no SPF record. */
export default defineRule({
  subject: 'dmarc',
  needs: ['p'],
  severity: 'warning',
  specs: ['RFC 9989 §5.1.1', 'RFC 9989 §8'],
  why: 'Without SPF, mail passes only with a DKIM signature for the domain. Receivers reject or quarantine unsigned mail from web forms, printers and automatic replies.',
  symptoms: ['550 5.7.26', '550 5.7.509', '550 5.7.1'],
  messages: {
    unsigned: '{domain} has no SPF record, so "{policy}" applies to all of its unsigned mail.',
  },
  check(dmarc, context) {
    const policy = statedPolicy(dmarc, 'p');
    const p = dmarcTagOf(dmarc, 'p');
    const domain = dmarcDomainOf(context);
    if (policy === undefined || policy === 'none' || p === undefined || domain === undefined) return;
    if (!isPolicyRecord(context) || !context.zoneIsWhole || context.record?.conditional !== false) return;
    // The SPF record of an alias is that of its target. A domain without MX may never be in an envelope.
    if (hostsOf(context.recordsAt(domain, 'MX')).every((host) => host === undefined)) return;
    if (selectedRecordsAt(context, domain).length > 0 || context.delegationAbove(domain).length > 0) return;
    // Other rules report text that is almost an SPF record.
    if (nameSpf(context.recordsAt(domain, 'TXT'))) return;
    context.report({ at: p.range, message: 'unsigned', data: { policy: `p=${policy}`, domain } });
  },
});
