import { REFUSED, REFUSED_REPLIES } from '../../records/refused.ts';
import { defineRule } from '../rule.ts';

/** A DS record in the zone that it is about. */
export default defineRule({
  subject: 'record',
  types: ['DS'],
  severity: 'error',
  specs: ['RFC 4035 §2.4', 'RFC 3658 §2.2'],
  why: `The DS record of a zone belongs into its parent zone: it is handed to the registrar. ${REFUSED}`,
  symptoms: REFUSED_REPLIES,
  messages: {
    apex: 'A DS record cannot stand at the zone\'s own name "{name}": it belongs into the parent zone.',
  },
  check({ record }, context) {
    if (record.owner !== context.apex || record.conditional) return;
    context.report({ at: { part: 'type' }, message: 'apex', data: { name: record.owner } });
  },
});
