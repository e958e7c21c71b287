import { markOf, dkimTagOf } from '../../email/dkim/model.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import { MIN_RSA_BITS } from '../../email/dkim/usability.ts';
import { defineRule } from '../rule.ts';

/** An RSA key that receivers must not accept. */
export default defineRule({
  subject: 'dkim',
  needs: ['rsa'],
  severity: 'error',
  specs: ['RFC 8301 §3.2'],
  why:
    'Keys this short can be broken by anyone with some computing time, so receivers must not accept signatures made with ' +
    'them: the mail counts as unsigned.',
  symptoms: UNUSABLE_KEY,
  messages: { tooShort: 'This RSA key has {bits} bits; receivers must not accept fewer than 1024.' },
  check(record, context) {
    const data = dkimTagOf(record, 'p');
    if (record.key.kind !== 'rsa' || record.key.bits >= MIN_RSA_BITS || data === undefined) return;
    context.report({ at: markOf(record, data), message: 'tooShort', data: { bits: record.key.bits } });
  },
});
