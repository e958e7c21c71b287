import type { DomainName } from '../../dns/names.ts';
import { asciiLowerCase } from '../../dns/names.ts';
import { relativeTargets, repeats, TARGET_TYPES } from '../../domain/targets.ts';
import type { DnsRecord } from '../../records/record.ts';
import { defineRule } from '../rule.ts';

/**
 * `MX 10 mail.example.com` in the zone example.com: the host is mail.example.com.example.com.
 * Of owners, zone-owner-repeats-origin speaks.
 */
export default defineRule({
  subject: 'record',
  types: TARGET_TYPES,
  severity: 'error',
  specs: ['RFC 1035 §5.1'],
  why: 'A name without a final dot is completed with the origin, so the record points at a host that does not exist. An MX like that makes senders return the mail, a CNAME takes the DKIM key away, a PTR the name of the mail server.',
  symptoms: ['550 5.1.2', '550 5.4.4', '550 5.7.25'],
  messages: {
    twice: '"{name}" has no final dot, so it is read as "{full}".',
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
        // Nobody sends mail to the names in an SOA.
        ...(record.type === 'SOA' ? { severity: 'warning' } : {}),
        fix: {
          title: 'End the name with a dot',
          safety: 'safe',
          edits: [{ kind: 'set-name', field, name: typed }],
        },
      });
    }
  },
});

/** The owner lacks its dot too, so that the two names fit: it is no host of that name. */
function isTypedAs(record: DnsRecord, typed: DomainName): boolean {
  return record.ownerText !== undefined && asciiLowerCase(record.ownerText.text) === typed;
}
