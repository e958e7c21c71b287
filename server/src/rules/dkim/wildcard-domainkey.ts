import { mailDomain } from '../../domain/mail-domain.ts';
import { dkimNameOf } from '../../email/dkim/names.ts';
import { parsePolicy } from '../../email/policies.ts';
import type { DnsRecord } from '../../records/record.ts';
import { defineRule } from '../rule.ts';

/** A wildcard at `*._domainkey` makes every selector exist. */
export default defineRule({
  subject: 'owner',
  types: ['TXT', 'CNAME'],
  severity: 'warning',
  specs: ['RFC 6376 §3.6.2.1', 'RFC 4592 §2.1.3'],
  why:
    'A wildcard answers for every selector (the name of a key) that was never set up, was deleted or is mistyped. Signatures with such a selector ' +
    'fail because the key does not match, which hides the real cause.',
  messages: {
    wildcard: 'This wildcard answers for every DKIM selector without a record of its own.',
    revoked: 'This wildcard revokes every DKIM selector without a record of its own.',
  },
  check(owner, context) {
    const name = dkimNameOf(owner.name);
    if (name.kind !== 'key' || name.selector !== '*') return;
    const records = [...owner.ofType('TXT'), ...owner.ofType('CNAME')];
    const [first] = records;
    if (first === undefined) return;
    const at = { part: 'owner', record: first } as const;
    if (!records.every(isRevoked)) context.report({ at, message: 'wildcard' });
    // An empty wildcard key is recommended for domains that send no mail.
    else if (!mailDomain(name.domain, context).sendsNothing)
      context.report({ at, message: 'revoked', severity: 'info' });
  },
});

function isRevoked(record: DnsRecord): boolean {
  return record.rdata.kind === 'text' && parsePolicy('dkim', record.rdata.value).key.kind === 'revoked';
}
