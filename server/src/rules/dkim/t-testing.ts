import { removeFlag } from '../../email/dkim/remove-flag.ts';
import { defineRule } from '../rule.ts';

/** `t=y` says that the domain is only testing DKIM. */
export default defineRule({
  subject: 'dkim',
  needs: ['t'],
  severity: 'warning',
  specs: ['RFC 6376 §3.6.1'],
  why:
    'With "t=y", receivers must not treat signed mail differently from unsigned mail, and some ignore the signature. Remove the ' +
    'flag after the first days, because signing has no benefit while it is there.',
  messages: {
    testing: '"t=y" means that DKIM is only being tested, so receivers may ignore signatures.',
  },
  check(record, context) {
    // The flag has no meaning for a revoked key.
    if (record.key.kind === 'revoked') return;
    const flag = record.flags.find((word) => word.text === 'y');
    if (flag === undefined) return;
    context.report({ at: flag.range, message: 'testing', fix: removeFlag(record, flag, 'review') });
  },
});
