import { markOf, dkimTagOf } from '../../email/dkim/model.ts';
import { defineRule } from '../rule.ts';

/** An RSA key is longer than necessary, or longer than receivers must support. */
export default defineRule({
  subject: 'dkim',
  needs: ['rsa'],
  severity: 'hint',
  sameWhere: ['bits'],
  specs: ['RFC 8301 §3.2', 'RFC 6376 §3.3.3'],
  why:
    'Keys of 2048 bits are enough, and receivers need not support more than 4096 bits. A longer key needs several ' +
    'strings, makes answers that may not fit into one UDP packet, and is truncated by some control panels.',
  messages: {
    long: 'This RSA key has {bits} bits, but 2048 are enough and make DNS answers smaller.',
    tooLong: 'This RSA key has {bits} bits, but receivers need not support more than 4096.',
  },
  check(record, context) {
    const data = dkimTagOf(record, 'p');
    if (record.key.kind !== 'rsa' || record.key.bits <= 2048 || data === undefined) return;
    const { bits } = record.key;
    const at = markOf(record, data);
    if (bits > 4096) context.report({ at, message: 'tooLong', data: { bits }, severity: 'warning' });
    else context.report({ at, message: 'long', data: { bits } });
  },
});
