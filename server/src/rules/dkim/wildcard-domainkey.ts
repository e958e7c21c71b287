import { mailDomain } from '../../domain/mail-domain.ts';
import { dkimNameOf } from '../../email/dkim/names.ts';
import { parsePolicy } from '../../email/policies.ts';
import type { DnsRecord } from '../../records/record.ts';
import { defineRule } from '../rule.ts';

/** `*._domainkey`: every selector exists. */
export default defineRule({
  subject: 'owner',
  types: ['TXT', 'CNAME'],
  severity: 'warning',
  specs: ['RFC 6376 §3.6.2.1', 'RFC 4592 §2.1.3'],
  why:
    'A wildcard answers for each selector that has no record of its own: one that was never set up, one that was deleted, ' +
    'and one with a typing error. Signatures made with those fail with a key that does not fit, and the real cause is hidden.',
  messages: {
    wildcard: 'This answers for every selector that has no record of its own.',
    revoked: 'Every selector that has no record of its own counts as revoked.',
  },
  check(owner, context) {
    const name = dkimNameOf(owner.name);
    if (name.kind !== 'key' || name.selector !== '*') return;
    const records = [...owner.ofType('TXT'), ...owner.ofType('CNAME')];
    const [first] = records;
    if (first === undefined) return;
    const at = { part: 'owner', record: first } as const;
    if (!records.every(isRevoked)) context.report({ at, message: 'wildcard' });
    // What domains that send no mail are told to publish.
    else if (!mailDomain(name.domain, context).sendsNothing)
      context.report({ at, message: 'revoked', severity: 'info' });
  },
});

function isRevoked(record: DnsRecord): boolean {
  return record.rdata.kind === 'text' && parsePolicy('dkim', record.rdata.value).key.kind === 'revoked';
}
