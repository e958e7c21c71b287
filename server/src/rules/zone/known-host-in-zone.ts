import { hostsOfServicesInZone, isServed } from '../../domain/targets.ts';
import { defineRule } from '../rule.ts';

/** `MX 1 aspmx.l.google.com` without a trailing dot: the zone name follows the host of a known service. */
export default defineRule({
  subject: 'record',
  types: ['CNAME', 'MX', 'NS', 'SRV'],
  severity: 'error',
  specs: ['RFC 1035 §5.1'],
  why: 'The trailing dot is missing, or a control panel appended the zone name, and no such host exists. With such an MX record mail bounces, and with such a CNAME the DKIM key is not found.',
  symptoms: ['550 5.1.2', '550 5.4.4'],
  messages: {
    inZone: 'The target "{full}" is the host "{host}" followed by the zone name.',
  },
  check({ record }, context) {
    for (const { field, host } of hostsOfServicesInZone(record, context.apex)) {
      if (isServed(field.value, context)) continue;
      context.report({
        at: { source: field.range },
        message: 'inZone',
        data: { full: field.value, host },
        fix: {
          title: `Replace with "${host}."`,
          safety: 'safe',
          edits: [{ kind: 'set-name', field, name: host }],
        },
      });
    }
  },
});
