import { childOf, isKnown } from '../../dns/names.ts';
import { REFUSED, REFUSED_REPLIES } from '../../records/refused.ts';
import { defineRule } from '../rule.ts';

/** A second SOA, at another name than the zone's. */
export default defineRule({
  subject: 'record',
  types: ['SOA'],
  severity: 'error',
  specs: ['RFC 1035 §5.2', 'RFC 2181 §6.1'],
  why: `A file is one zone, and begins with its SOA. ${REFUSED}`,
  symptoms: REFUSED_REPLIES,
  messages: {
    elsewhere: 'The zone is "{apex}", so no SOA can stand at "{name}": not at top of zone.',
  },
  check({ record }, context) {
    const { apex } = context;
    if (apex === undefined || record.owner === apex || !isKnown(record.owner) || record.conditional) return;
    // That it lacks its dot is reported of its owner.
    if (record.owner === childOf(apex, apex)) return;
    context.report({ at: { part: 'type' }, message: 'elsewhere', data: { apex, name: record.owner } });
  },
});
