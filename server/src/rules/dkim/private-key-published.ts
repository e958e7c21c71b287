import { markOf, dkimTagOf } from '../../email/dkim/model.ts';
import { defineRule } from '../rule.ts';

/** `p=` holds a private key. */
export default defineRule({
  subject: 'dkim',
  needs: ['private'],
  severity: 'error',
  specs: ['RFC 6376 §8'],
  why:
    'DNS is public, so anyone can read this key and sign mail as the domain. Deleting the record is not enough: also create ' +
    'a new key pair, and publish its public key under a new selector.',
  messages: { leaked: '"p=" holds a private key ({format}), so anyone can sign mail as this domain.' },
  check(record, context) {
    const data = dkimTagOf(record, 'p');
    if (record.key.kind !== 'private' || data === undefined) return;
    context.report({ at: markOf(record, data), message: 'leaked', data: { format: record.key.format } });
  },
});
