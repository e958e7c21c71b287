import { removeFlag } from '../../email/dkim/remove-flag.ts';
import { defineRule } from '../rule.ts';

/** `t=s`: right for most, and in the way of those who sign for subdomains. */
export default defineRule({
  subject: 'dkim',
  needs: ['t'],
  severity: 'hint',
  offByDefault: true,
  specs: ['RFC 6376 §3.6.1'],
  why:
    'With "t=s", a signature whose "i=" names a subdomain of "d=" fails. Nothing is wrong with that as long as nobody signs ' +
    'so; if mail from subdomains is signed with this key, its signatures fail.',
  messages: { strict: '"t=s" refuses signatures in the name of subdomains ("i=user@sub.domain").' },
  check(record, context) {
    if (record.key.kind === 'revoked') return;
    const flag = record.flags.find((word) => word.text === 's');
    if (flag === undefined) return;
    context.report({ at: flag.range, message: 'strict', fix: removeFlag(record, flag, 'review') });
  },
});
