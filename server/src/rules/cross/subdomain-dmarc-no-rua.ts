import { isKnown } from '../../dns/names.ts';
import { recordAbove } from '../../domain/dmarc/organizational-domain.ts';
import { certainlyLacks, dmarcVersionRange } from '../../domain/dmarc/subject.ts';
import { appending } from '../../email/dmarc/edits.ts';
import { dmarcTagOf } from '../../email/dmarc/model.ts';
import { policyOwner, dmarcPlaceOf } from '../../email/dmarc/owner.ts';
import { parsePolicy } from '../../email/policies.ts';
import { defineRule } from '../rule.ts';

/** A subdomain's own DMARC record without `rua`, which stops the reports that the parent domain requests. */
export default defineRule({
  subject: 'dmarc',
  severity: 'hint',
  specs: ['RFC 9989 §4.10.1', 'RFC 9989 §4.7'],
  why: 'Receivers do not combine records: they use only the one of the subdomain, which requests no reports. Reports on its mail, which the parent domain would receive, stop.',
  messages: {
    ends: '{owner} requests reports, but this record replaces it for {domain} and has no "rua".',
  },
  check(dmarc, context) {
    const place = dmarcPlaceOf(context.record?.owner ?? '');
    if (place.kind !== 'policy' || !isKnown(place.domain) || !certainlyLacks(dmarc, context, 'rua')) return;
    const above = recordAbove(place.domain, context);
    if (above?.rdata.kind !== 'text') return;
    const parent = parsePolicy('dmarc', above.rdata.value);
    const rua = dmarcTagOf(parent, 'rua');
    if (rua === undefined || rua.hasHole || !parent.rua.some(({ state }) => state === 'valid')) return;
    context.report({
      at: dmarcVersionRange(dmarc),
      message: 'ends',
      data: { owner: above.owner, domain: place.domain },
      fix: {
        title: `Add "rua" to "${policyOwner(place.domain)}"`,
        safety: 'review',
        edits: [appending(dmarc, `rua=${rua.value}`)],
      },
      related: [{ at: { part: 'rdata', record: above }, message: 'The DMARC record of the parent domain' }],
    });
  },
});
