import { dmarcPlaceOf } from '../../email/dmarc/owner.ts';
import { mailKind } from '../../email/mail-kind.ts';
import { defineRule } from '../rule.ts';

/** MX, SPF or DMARC at a wildcard. */
export default defineRule({
  subject: 'record',
  types: ['MX', 'TXT'],
  severity: 'info',
  specs: ['RFC 4592 §2.2', 'RFC 7208 §3.5', 'RFC 9989 §4.10'],
  why: 'A wildcard answers only for names that do not exist, and for every one of them: not for a host that has any record of its own, but also for _dmarc and DKIM names below each name that does not exist.',
  messages: {
    mx: 'Mail to every name below "{base}" that does not exist is sent to this host.',
    spf: 'This SPF record is the one of every name below "{base}" that does not exist, and of no name that has any record.',
    dmarc:
      'A wildcard does not cover "_dmarc" names of domains that exist: nothing of this policy holds for them.',
  },
  check({ record }, context) {
    if (!record.owner.startsWith('*.')) return;
    // Whoever takes reports about any domain says so with a wildcard (RFC 9990 §4).
    if (dmarcPlaceOf(record.owner).kind === 'report-permission') return;
    const kind = mailKind(record);
    const base = record.owner.slice(2);
    const at = { part: 'owner' } as const;
    if (kind === 'MX') context.report({ at, message: 'mx', data: { base } });
    else if (kind === 'SPF') context.report({ at, message: 'spf', data: { base } });
    else if (kind === 'DMARC') context.report({ at, message: 'dmarc', severity: 'warning' });
  },
});
