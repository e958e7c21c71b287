import { isVoid } from '../../dns/facts.ts';
import { dmarcPlaceOf } from '../../email/dmarc/owner.ts';
import { fieldOf } from '../../records/record.ts';
import { isKnown } from '../../dns/names.ts';
import { defineRule } from '../rule.ts';

/** A policy that somebody else keeps. */
export default defineRule({
  subject: 'record',
  types: ['CNAME'],
  severity: 'info',
  specs: ['RFC 9989 §4.10', 'RFC 1034 §3.6.2'],
  why: 'Receivers follow the CNAME, so the policy is whatever stands at its target: what happens to the domain’s mail, and who gets the reports, is decided there.',
  messages: {
    elsewhere: 'The DMARC policy of {domain} is the one at "{target}".',
  },
  check({ record }, context) {
    if (!record.owner.startsWith('_dmarc.')) return;
    const place = dmarcPlaceOf(record.owner);
    const target = fieldOf(record, 'cname')?.value;
    if (place.kind !== 'policy' || target === undefined || !isKnown(target) || !isKnown(place.domain)) return;
    // Of that, dmarc-cname-dangling speaks.
    if (isVoid(context.facts.ask(target, 'TXT'))) return;
    context.report({ at: { part: 'rdata' }, message: 'elsewhere', data: { domain: place.domain, target } });
  },
});
