import { placeOf } from '../../email/dmarc/owner.ts';
import { readAs } from '../../email/dmarc/reading.ts';
import { parsePolicy } from '../../email/policies.ts';
import type { DnsRecord } from '../../records/record.ts';
import { distinct } from '../repeated-records.ts';
import { defineRule } from '../rule.ts';

/** Two DMARC records at one name. */
export default defineRule({
  id: 'dmarc-multiple-records',
  subject: 'owner',
  types: ['TXT'],
  atLeast: 2,
  severity: 'error',
  since: '0.1.0',
  specs: ['RFC 9989 §4.10', 'RFC 7489 §6.6.3'],
  why: 'A receiver that gets two DMARC records for one name discards both. The domain then has no DMARC: no policy, no reports, and no DMARC record as Gmail and Outlook ask for.',
  symptoms: ['550 5.7.40', '421 4.7.40', '550 5.7.515'],
  messages: {
    second: '{domain} has {count} DMARC records, so receivers discard all of them.',
  },
  check(owner, context) {
    const place = placeOf(owner.name);
    // Permissions to report may be many: one of them is enough (RFC 9990 §4).
    if (place.kind !== 'policy') return;
    const [first, ...others] = distinct(owner.ofType('TXT').filter(countsAsDmarc));
    if (first === undefined) return;
    for (const record of others) {
      context.report({
        at: { part: 'rdata', record },
        message: 'second',
        data: { domain: place.domain, count: others.length + 1 },
        fixes: [
          { title: 'Delete this record', safety: 'review', edits: [{ kind: 'remove', record }] },
          ...(others.length > 1
            ? []
            : [
                {
                  title: 'Delete the other record',
                  safety: 'review' as const,
                  edits: [{ kind: 'remove' as const, record: first }],
                },
              ]),
        ],
        related: [{ at: { part: 'rdata', record: first }, message: 'The first DMARC record' }],
      });
    }
  },
});

/** A record that a receiver takes for DMARC (RFC 9989 §4.10, step 2), and that certainly exists. */
function countsAsDmarc(record: DnsRecord): boolean {
  if (record.rdata.kind !== 'text' || record.conditional || !record.rdata.value.complete) return false;
  const reading = readAs(parsePolicy('dmarc', record.rdata.value), 'RFC 9989');
  return reading.kind !== 'ignored' || reading.because !== 'version';
}
