import { markOf, dkimTagOf } from '../../email/dkim/model.ts';
import { defineRule } from '../rule.ts';

/** An RSA key that receivers accept and that is shorter than it should be. */
export default defineRule({
  subject: 'dkim',
  needs: ['rsa'],
  severity: 'warning',
  specs: ['RFC 8301 §3.2'],
  why:
    'Receivers have to accept keys from 1024 bits on, so mail signed with this one passes. Signers should use 2048 bits ' +
    'or more all the same: 1024 are within reach of those with large computers.',
  messages: { short: 'This RSA key has {bits} bits; 2048 are recommended.' },
  check(record, context) {
    const data = dkimTagOf(record, 'p');
    if (record.key.kind !== 'rsa' || data === undefined) return;
    const { bits } = record.key;
    if (bits < 1024 || bits >= 2048) return;
    context.report({ at: markOf(record, data), message: 'short', data: { bits } });
  },
});
