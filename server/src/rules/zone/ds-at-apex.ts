import { NOT_LOADED, REFUSED_REPLIES } from '../../records/refused.ts';
import { defineRule } from '../rule.ts';

/** A DS record is in the zone that it is about. */
export default defineRule({
  subject: 'record',
  types: ['DS'],
  severity: 'error',
  specs: ['RFC 4035 §2.4', 'RFC 3658 §2.2'],
  why: `The DS record of a zone belongs in its parent zone (submit it to the registrar), and a zone file that contains it does not load. ${NOT_LOADED}`,
  symptoms: REFUSED_REPLIES,
  messages: {
    apex: 'The DS record at the zone apex "{name}" belongs in the parent zone.',
  },
  check({ record }, context) {
    if (record.owner !== context.apex || record.conditional) return;
    context.report({ at: { part: 'type' }, message: 'apex', data: { name: record.owner } });
  },
});
