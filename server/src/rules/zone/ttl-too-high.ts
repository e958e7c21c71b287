import { mailKind } from '../../email/mail-kind.ts';
import { defineRule } from '../rule.ts';

/** Seconds in 2 days. */
const HIGH = 172_800;
const DAY = 86_400;

/** Resolvers cache a mail record for days. */
export default defineRule({
  subject: 'record',
  types: ['MX', 'TXT'],
  severity: 'hint',
  sameWhere: ['days'],
  specs: ['RFC 1912 §2.2', 'RFC 6376 §3.6.1'],
  why: 'Resolvers cache the record for that long. A mistake has effects for days after it is fixed, and an old DKIM key must stay published for as long.',
  messages: {
    high: 'Resolvers cache this {kind} record for {days} days.',
  },
  check({ record }, context) {
    const { ttl } = record;
    if (ttl === undefined || ttl <= HIGH) return;
    const kind = mailKind(record);
    if (kind === undefined || kind === 'MX') return;
    context.report({
      at: { part: record.ttlRange === undefined ? 'type' : 'ttl' },
      message: 'high',
      data: { kind, days: Math.round(ttl / DAY) },
      fix: { title: 'Use 86400 (1 day)', safety: 'review', edits: [{ kind: 'set-ttl', seconds: DAY }] },
    });
  },
});
