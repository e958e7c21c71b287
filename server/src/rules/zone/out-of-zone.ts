import { isLeftOut } from '../../domain/left-out.ts';
import { defineRule } from '../rule.ts';

/** The owner name of a record is outside the zone. */
export default defineRule({
  subject: 'record',
  types: ['CNAME', 'MX', 'NS', 'SPF', 'SRV', 'TLSA', 'TXT'],
  severity: 'warning',
  specs: ['RFC 1035 §5.2', 'RFC 1034 §4.2'],
  why: 'The record is not part of the zone, so receivers and senders do not find it.',
  messages: {
    outside: '"{name}" is not in the zone "{apex}", so the record is not published (out-of-zone data).',
  },
  check({ record }, context) {
    const { apex } = context;
    const { owner } = record;
    if (apex === undefined || !isLeftOut(owner, context)) return;
    context.report({ at: { part: 'owner' }, message: 'outside', data: { name: owner, apex } });
  },
});
