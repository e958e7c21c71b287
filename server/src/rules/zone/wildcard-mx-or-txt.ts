import { dmarcPlaceOf } from '../../email/dmarc/owner.ts';
import { mailKind } from '../../email/mail-kind.ts';
import { defineRule } from '../rule.ts';

/** An MX, SPF or DMARC record is at a wildcard name. */
export default defineRule({
  subject: 'record',
  types: ['MX', 'TXT'],
  severity: 'info',
  specs: ['RFC 4592 §2.2', 'RFC 7208 §3.5', 'RFC 9989 §4.10'],
  why: 'A wildcard matches every nonexistent name, including _dmarc and DKIM names below nonexistent names. It does not match a host that has any record of its own.',
  messages: {
    mx: 'Mail to every nonexistent name below "{base}" is sent to this host.',
    spf: 'This SPF record applies to every nonexistent name below "{base}", but not to names with records.',
    dmarc:
      'A wildcard does not match "_dmarc" names of existing domains, so this policy never applies to them.',
  },
  check({ record }, context) {
    if (!record.owner.startsWith('*.')) return;
    // A domain that accepts reports about any domain publishes a wildcard (RFC 9990 §4).
    if (dmarcPlaceOf(record.owner).kind === 'report-permission') return;
    const kind = mailKind(record);
    const base = record.owner.slice(2);
    const at = { part: 'owner' } as const;
    if (kind === 'MX') context.report({ at, message: 'mx', data: { base } });
    else if (kind === 'SPF') context.report({ at, message: 'spf', data: { base } });
    else if (kind === 'DMARC') context.report({ at, message: 'dmarc', severity: 'warning' });
  },
});
