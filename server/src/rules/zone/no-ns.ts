import { orRoot } from '../../dns/names.ts';
import { REFUSED, REFUSED_REPLIES } from '../../records/refused.ts';
import { defineRule } from '../rule.ts';

/** A zone has no NS records at its apex. */
export default defineRule({
  subject: 'record',
  types: ['SOA'],
  severity: 'error',
  specs: ['RFC 1035 §5.2', 'RFC 1034 §4.2.1'],
  why: REFUSED,
  symptoms: REFUSED_REPLIES,
  messages: {
    none: 'The zone "{name}" has no NS records at its apex.',
  },
  check({ record }, context) {
    if (!context.zoneIsWhole || record.owner !== context.apex) return;
    // The file ends within the SOA record, which is the fault.
    if (record.rdata.kind !== 'fields') return;
    if (context.recordsAt(record.owner, 'NS').length > 0) return;
    context.report({
      at: { part: 'type' },
      message: 'none',
      data: { name: orRoot(record.owner) },
    });
  },
});
