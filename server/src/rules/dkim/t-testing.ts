import { removeFlag } from '../../email/dkim/remove-flag.ts';
import { defineRule } from '../rule.ts';

/** `t=y`: the domain says that it only tests DKIM. */
export default defineRule({
  subject: 'dkim',
  needs: ['t'],
  severity: 'warning',
  specs: ['RFC 6376 §3.6.1'],
  why:
    'With "t=y", receivers must not treat signed mail any better than unsigned mail, and some give the signature no weight ' +
    'at all. It is meant for the first days; forgotten there, it takes away what signing is for.',
  messages: {
    testing: '"t=y" says that DKIM is only being tested: receivers need not give signatures any weight.',
  },
  check(record, context) {
    // A revoked key is tested by nobody.
    if (record.key.kind === 'revoked') return;
    const flag = record.flags.find((word) => word.text === 'y');
    if (flag === undefined) return;
    context.report({ at: flag.range, message: 'testing', fix: removeFlag(record, flag, 'review') });
  },
});
