import { orRoot } from '../../dns/names.ts';
import { printRdata } from '../../records/rdata/index.ts';
import type { DnsRecord } from '../../records/record.ts';
import { defineRule } from '../rule.ts';

/** A record is repeated. */
export default defineRule({
  subject: 'owner',
  severity: 'hint',
  isUnnecessary: true,
  specs: ['RFC 2181 §5'],
  why: 'The record is published once. But if only one of the two is changed later, they differ, and a second SPF or DMARC record invalidates both.',
  messages: {
    duplicate: '"{name}" already has the same {type} record.',
  },
  check(owner, context) {
    const seen = new Map<string, DnsRecord>();
    for (const record of owner.records) {
      if (
        owner.ofType(record.type).length === 1 ||
        record.conditional ||
        record.range.start === record.range.end
      )
        continue;
      const key = `${record.type} ${printRdata(record.type, record.rdata)}`;
      const first = seen.get(key);
      if (first === undefined) {
        seen.set(key, record);
        continue;
      }
      // Unresolved parts may have different values.
      if (key.includes('${…}')) continue;
      context.report({
        at: { part: 'record', record },
        message: 'duplicate',
        data: { type: record.type, name: orRoot(owner.name) },
        fix: { title: 'Delete the duplicate record', safety: 'safe', edits: [{ kind: 'remove', record }] },
        related: [{ at: { part: 'record', record: first }, message: 'The first record' }],
      });
    }
  },
});
