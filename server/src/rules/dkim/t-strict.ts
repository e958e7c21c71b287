import { removeFlag } from '../../email/dkim/remove-flag.ts';
import { defineRule } from '../rule.ts';

/** `t=s` is right for most domains, but signatures for subdomains fail. */
export default defineRule({
  subject: 'dkim',
  needs: ['t'],
  severity: 'hint',
  offByDefault: true,
  specs: ['RFC 6376 §3.6.1'],
  why:
    'With "t=s", a signature whose "i=" has a subdomain of "d=" fails. This is a fault only if mail from subdomains is ' +
    'signed with this key.',
  messages: { strict: '"t=s" makes signatures for subdomains ("i=user@sub.domain") fail.' },
  check(record, context) {
    if (record.key.kind === 'revoked') return;
    const flag = record.flags.find((word) => word.text === 's');
    if (flag === undefined) return;
    context.report({ at: flag.range, message: 'strict', fix: removeFlag(record, flag, 'review') });
  },
});
