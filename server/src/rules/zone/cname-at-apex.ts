import { orRoot } from '../../dns/names.ts';
import { isFlattened } from '../../domain/flattened.ts';
import { REFUSED_REPLIES } from '../../records/refused.ts';
import { defineRule } from '../rule.ts';

/** A CNAME is at the zone apex, which has SOA and NS records. */
export default defineRule({
  subject: 'record',
  types: ['CNAME'],
  severity: 'error',
  specs: ['RFC 1034 §3.6.2', 'RFC 1912 §2.4'],
  why: 'A zone file with a CNAME at the apex does not load, so mail to and from the domain is deferred and then bounces. If a server serves it anyway, the CNAME hides the MX, SPF and other records there.',
  symptoms: REFUSED_REPLIES,
  messages: {
    apex: 'The zone apex "{name}" has SOA and NS records, so it cannot be a CNAME.',
  },
  check({ record }, context) {
    if (record.owner !== context.apex || record.conditional || isFlattened(record, context)) return;
    context.report({ at: { part: 'type' }, message: 'apex', data: { name: orRoot(record.owner) } });
  },
});
