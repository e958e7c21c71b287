import { isVoid } from '../../dns/facts.ts';
import { isKnown } from '../../dns/names.ts';
import { asOf } from '../../domain/spf/tree.ts';
import { dmarcPlaceOf } from '../../email/dmarc/owner.ts';
import { fieldOf } from '../../records/record.ts';
import { defineRule } from '../rule.ts';

/** A CNAME at `_dmarc` whose target has no TXT record. */
export default defineRule({
  subject: 'record',
  types: ['CNAME'],
  severity: 'warning',
  specs: ['RFC 9989 §4.10', 'RFC 1034 §3.6.2'],
  why: 'Receivers follow the CNAME and find nothing, so the intended policy and its reports are lost. If the target name is free to register, its new owner sets the policy of the domain.',
  messages: {
    gone: '"{target}" does not exist{when}, so {domain} has no DMARC record.',
    empty: '"{target}" has no TXT record{when}, so {domain} has no DMARC record.',
  },
  check({ record }, context) {
    if (!record.owner.startsWith('_dmarc.') || record.conditional) return;
    const place = dmarcPlaceOf(record.owner);
    const target = fieldOf(record, 'cname')?.value;
    if (place.kind !== 'policy' || target === undefined || !isKnown(place.domain)) return;
    if (context.delegationAbove(record.owner).length > 0) return;
    const answer = context.facts.ask(target, 'TXT');
    if (!isVoid(answer)) return;
    context.report({
      at: { part: 'rdata' },
      message: answer.status === 'nxdomain' ? 'gone' : 'empty',
      data: { target, domain: place.domain, when: asOf(answer.source) },
    });
  },
});
