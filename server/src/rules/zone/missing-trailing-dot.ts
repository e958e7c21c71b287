import type { DomainName } from '../../dns/names.ts';
import { asciiLowerCase } from '../../dns/names.ts';
import { relativeTargets, repeats, TARGET_TYPES } from '../../domain/targets.ts';
import type { DnsRecord } from '../../records/record.ts';
import { defineRule } from '../rule.ts';

/**
 * `MX 10 mail.example.com` in the zone example.com: the host is mail.example.com.example.com.
 * zone-owner-repeats-origin reports owner names.
 */
export default defineRule({
  subject: 'record',
  types: TARGET_TYPES,
  severity: 'error',
  specs: ['RFC 1035 §5.1'],
  why: 'The name is completed with the origin, so the record points to a host that does not exist. Mail to such an MX host bounces, and DKIM keys (CNAME) and names of mail servers (PTR) are not found.',
  symptoms: ['550 5.1.2', '550 5.4.4', '550 5.7.25'],
  messages: {
    twice: '"{name}" has no trailing dot, so it is read as "{full}".',
  },
  check({ record }, context) {
    for (const target of relativeTargets(record)) {
      if (!repeats(target, context.apex)) continue;
      const { field, typed } = target;
      if (context.recordsAt(field.value).some((other) => !isTypedAs(other, typed))) continue;
      context.report({
        at: { source: field.range },
        message: 'twice',
        data: { name: field.text.text, full: field.value },
        // The names in an SOA record do not receive mail.
        ...(record.type === 'SOA' ? { severity: 'warning' } : {}),
        fix: {
          title: 'Add the trailing dot',
          safety: 'safe',
          edits: [{ kind: 'set-name', field, name: typed }],
        },
      });
    }
  },
});

/** Whether the owner name lacks its trailing dot too, so that the two names match although no such host is meant. */
function isTypedAs(record: DnsRecord, typed: DomainName): boolean {
  return record.ownerText !== undefined && asciiLowerCase(record.ownerText.text) === typed;
}
