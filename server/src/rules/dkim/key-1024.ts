import { markOf, dkimTagOf } from '../../email/dkim/model.ts';
import { defineRule } from '../rule.ts';

/** An RSA key is shorter than recommended, but long enough for receivers. */
export default defineRule({
  subject: 'dkim',
  needs: ['rsa'],
  severity: 'warning',
  specs: ['RFC 8301 §3.2'],
  why:
    'Receivers must be able to verify keys from 1024 bits, so mail signed with this key passes. Signers should still use 2048 ' +
    'bits or more, because 1024 are within reach of attackers with large computers.',
  messages: { short: 'This RSA key has {bits} bits, fewer than the recommended 2048.' },
  check(record, context) {
    const data = dkimTagOf(record, 'p');
    if (record.key.kind !== 'rsa' || data === undefined) return;
    const { bits } = record.key;
    if (bits < 1024 || bits >= 2048) return;
    context.report({ at: markOf(record, data), message: 'short', data: { bits } });
  },
});
