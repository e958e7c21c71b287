import { isLeftOut } from '../../domain/left-out.ts';
import { defineRule } from '../rule.ts';

/** A record at a name that the zone does not have. */
export default defineRule({
  subject: 'record',
  types: ['CNAME', 'MX', 'NS', 'SPF', 'SRV', 'TLSA', 'TXT'],
  severity: 'warning',
  specs: ['RFC 1035 §5.2', 'RFC 1034 §4.2'],
  why: 'Name servers load the zone and leave such records out, so what the record says is not published.',
  messages: {
    outside: '"{name}" is not in the zone "{apex}", so name servers leave the record out: out-of-zone data.',
  },
  check({ record }, context) {
    const { apex } = context;
    const { owner } = record;
    if (apex === undefined || !isLeftOut(owner, context)) return;
    context.report({ at: { part: 'owner' }, message: 'outside', data: { name: owner, apex } });
  },
});
