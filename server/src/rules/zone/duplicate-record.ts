import { printRdata } from '../../records/rdata/index.ts';
import type { DnsRecord } from '../../records/record.ts';
import { defineRule } from '../rule.ts';

/** The same record once more. */
export default defineRule({
  subject: 'owner',
  severity: 'hint',
  isUnnecessary: true,
  specs: ['RFC 2181 §5'],
  why: 'Name servers publish it once. But two lines that say the same are soon two that do not: a second SPF or DMARC record, of which one was forgotten, takes both out of force.',
  messages: {
    again: 'The same {type} record stands at "{name}" already.',
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
      // What is not known may be two different things.
      if (key.includes('${…}')) continue;
      context.report({
        at: { part: 'record', record },
        message: 'again',
        data: { type: record.type, name: owner.name },
        fix: { title: 'Delete the repeated record', safety: 'safe', edits: [{ kind: 'remove', record }] },
        related: [{ at: { part: 'record', record: first }, message: 'The first one' }],
      });
    }
  },
});
