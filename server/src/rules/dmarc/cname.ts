import { isVoid } from '../../dns/facts.ts';
import { dmarcPlaceOf } from '../../email/dmarc/owner.ts';
import { fieldOf } from '../../records/record.ts';
import { isKnown } from '../../dns/names.ts';
import { defineRule } from '../rule.ts';

/** A DMARC policy at the target of a CNAME. */
export default defineRule({
  subject: 'record',
  types: ['CNAME'],
  severity: 'info',
  specs: ['RFC 9989 §4.10', 'RFC 1034 §3.6.2'],
  why: 'Receivers follow the CNAME, so the record at its target decides what happens to the mail of the domain and where reports go.',
  messages: {
    elsewhere: 'The DMARC policy of {domain} is the record at "{target}".',
  },
  check({ record }, context) {
    if (!record.owner.startsWith('_dmarc.')) return;
    const place = dmarcPlaceOf(record.owner);
    const target = fieldOf(record, 'cname')?.value;
    if (place.kind !== 'policy' || target === undefined || !isKnown(target) || !isKnown(place.domain)) return;
    // dmarc-cname-dangling reports this.
    if (isVoid(context.facts.ask(target, 'TXT'))) return;
    context.report({ at: { part: 'rdata' }, message: 'elsewhere', data: { domain: place.domain, target } });
  },
});
