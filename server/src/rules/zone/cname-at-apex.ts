import { isFlattened } from '../../domain/flattened.ts';
import { REFUSED, REFUSED_REPLIES } from '../../records/refused.ts';
import { defineRule } from '../rule.ts';

/** A CNAME at the zone's own name, where SOA and NS records stand. */
export default defineRule({
  subject: 'record',
  types: ['CNAME'],
  severity: 'error',
  specs: ['RFC 1034 §3.6.2', 'RFC 1912 §2.4'],
  why: `A CNAME says that the name has no records of its own, and every zone has SOA and NS there. ${REFUSED} Where a server does serve it, MX, SPF and all else at the name are hidden.`,
  symptoms: REFUSED_REPLIES,
  messages: {
    apex: 'The zone\'s own name "{name}" has SOA and NS records, so it cannot be a CNAME.',
  },
  check({ record }, context) {
    if (record.owner !== context.apex || record.conditional || isFlattened(record, context)) return;
    context.report({ at: { part: 'type' }, message: 'apex', data: { name: record.owner } });
  },
});
