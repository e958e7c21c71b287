import { orRoot } from '../../dns/names.ts';
import type { DnsRecord } from '../../records/record.ts';
import { defineRule } from '../rule.ts';

/** Records of one name and type have different TTLs. */
export default defineRule({
  subject: 'owner',
  severity: 'hint',
  specs: ['RFC 2181 §5.2'],
  why: 'A record set has one TTL. BIND uses that of the first record, and other servers choose differently, so a change may take effect later than planned.',
  messages: {
    differs: 'The {type} records of "{name}" have different TTLs ({first} and {ttl} seconds).',
  },
  check(owner, context) {
    const firsts = new Map<string, DnsRecord>();
    for (const record of owner.records) {
      const { type, ttl } = record;
      // A signature has the TTL of the records that it signs.
      if (ttl === undefined || type === 'RRSIG' || record.conditional) continue;
      const first = firsts.get(type);
      if (first?.ttl === undefined) {
        firsts.set(type, record);
        continue;
      }
      if (first.ttl === ttl) continue;
      context.report({
        at: { part: record.ttlRange === undefined ? 'type' : 'ttl', record },
        message: 'differs',
        data: { type, name: orRoot(owner.name), first: first.ttl, ttl },
        fix: {
          title: `Use ${first.ttl}, the TTL of the first record`,
          safety: 'review',
          edits: [{ kind: 'set-ttl', seconds: first.ttl, record }],
        },
        related: [{ at: { part: 'record', record: first }, message: 'The first record' }],
      });
    }
  },
});
