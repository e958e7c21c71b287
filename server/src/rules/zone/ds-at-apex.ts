import { orRoot } from '../../dns/names.ts';
import { NOT_LOADED, REFUSED_REPLIES } from '../../records/refused.ts';
import { defineRule } from '../rule.ts';

/** A DS record is in the zone that it is about. */
export default defineRule({
  subject: 'record',
  types: ['DS'],
  severity: 'error',
  specs: ['RFC 4035 §2.4', 'RFC 3658 §2.2'],
  why: `A zone file with its own DS record does not load: submit the record to the registrar. ${NOT_LOADED}`,
  symptoms: REFUSED_REPLIES,
  messages: {
    apex: 'The DS record at the zone apex "{name}" belongs in the parent zone.',
  },
  check({ record }, context) {
    if (record.owner !== context.apex || record.conditional) return;
    context.report({ at: { part: 'type' }, message: 'apex', data: { name: orRoot(record.owner) } });
  },
});
