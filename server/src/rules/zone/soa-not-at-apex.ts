import { childOf, isKnown, orRoot } from '../../dns/names.ts';
import { NOT_LOADED, REFUSED_REPLIES } from '../../records/refused.ts';
import { defineRule } from '../rule.ts';

/** A second SOA record is at a name other than the zone apex. */
export default defineRule({
  subject: 'record',
  types: ['SOA'],
  severity: 'error',
  specs: ['RFC 1035 §5.2', 'RFC 2181 §6.1'],
  why: `A zone file has one SOA record, at the zone apex, and a file with another one does not load. ${NOT_LOADED}`,
  symptoms: REFUSED_REPLIES,
  messages: {
    elsewhere: 'The SOA record at "{name}" is not at the zone apex "{apex}" (not at top of zone).',
  },
  check({ record }, context) {
    const { apex } = context;
    if (apex === undefined || record.owner === apex || !isKnown(record.owner) || record.conditional) return;
    // zone-owner-repeats-origin reports an owner name without a trailing dot.
    if (record.owner === childOf(apex, apex)) return;
    context.report({
      at: { part: 'type' },
      message: 'elsewhere',
      data: { apex: orRoot(apex), name: orRoot(record.owner) },
    });
  },
});
