import { reportRepeated } from '../repeated-records.ts';
import { defineRule } from '../rule.ts';

/** Two TLS-RPT records at one name. */
export default defineRule({
  id: 'tls-rpt-multiple-records',
  subject: 'owner',
  types: ['TXT'],
  atLeast: 2,
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 8460 §3'],
  why: 'Senders that get two records act as if the domain had no TLS-RPT.',
  messages: {
    second: '"{name}" has {count} TLS-RPT records, so senders use none of them.',
  },
  check(owner, context) {
    if (!owner.name.startsWith('_smtp._tls.')) return;
    reportRepeated(owner, context, (text) => text.startsWith('v=TLSRPTv1;'));
  },
});
