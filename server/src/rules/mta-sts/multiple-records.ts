import { reportRepeated } from '../repeated-records.ts';
import { defineRule } from '../rule.ts';

/** Two MTA-STS records at one name. */
export default defineRule({
  id: 'mta-sts-multiple-records',
  subject: 'owner',
  types: ['TXT'],
  atLeast: 2,
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 8461 §3.1'],
  why: 'Senders that get two records act as if the domain had no MTA-STS.',
  messages: {
    second: '"{name}" has {count} MTA-STS records, so senders use none of them.',
  },
  check(owner, context) {
    if (!owner.name.startsWith('_mta-sts.')) return;
    reportRepeated(owner, context, (text) => text.startsWith('v=STSv1;'));
  },
});
