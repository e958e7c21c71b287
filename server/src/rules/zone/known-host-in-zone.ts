import { hostsOfServicesInZone, isServed } from '../../domain/targets.ts';
import { defineRule } from '../rule.ts';

/** `MX 1 aspmx.l.google.com` without a trailing dot: a known mail host followed by the zone's own name. */
export default defineRule({
  subject: 'record',
  types: ['CNAME', 'MX', 'NS', 'SRV'],
  severity: 'error',
  specs: ['RFC 1035 §5.1'],
  why: 'A name without a trailing dot is completed with the origin, and no such host exists. An MX like that makes senders return the mail, and a CNAME leads to no DKIM key.',
  symptoms: ['550 5.1.2', '550 5.4.4'],
  messages: {
    inZone: 'The target is read as "{full}": the trailing dot after "{host}" is missing.',
  },
  check({ record }, context) {
    for (const { field, host } of hostsOfServicesInZone(record, context.apex)) {
      if (isServed(field.value, context)) continue;
      context.report({
        at: { source: field.range },
        message: 'inZone',
        data: { full: field.value, host },
        fix: {
          title: `Point it to "${host}."`,
          safety: 'safe',
          edits: [{ kind: 'set-name', field, name: host }],
        },
      });
    }
  },
});
