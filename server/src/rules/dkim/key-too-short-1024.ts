import { markOf, dkimTagOf } from '../../email/dkim/model.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import { MIN_RSA_BITS } from '../../email/dkim/usability.ts';
import { defineRule } from '../rule.ts';

/** An RSA key is so short that receivers must not accept it. */
export default defineRule({
  subject: 'dkim',
  needs: ['rsa'],
  severity: 'error',
  specs: ['RFC 8301 §3.2'],
  why:
    'Anyone with some computing time can break a key this short, so receivers must not accept signatures made with it. The ' +
    'mail counts as unsigned.',
  symptoms: UNUSABLE_KEY,
  messages: { tooShort: 'This RSA key has {bits} bits, but receivers must not accept fewer than 1024.' },
  check(record, context) {
    const data = dkimTagOf(record, 'p');
    if (record.key.kind !== 'rsa' || record.key.bits >= MIN_RSA_BITS || data === undefined) return;
    context.report({ at: markOf(record, data), message: 'tooShort', data: { bits: record.key.bits } });
  },
});
