import { markOf, dkimTagOf } from '../../email/dkim/model.ts';
import { defineRule } from '../rule.ts';

/** `p=` holds the private half of the pair. */
export default defineRule({
  subject: 'dkim',
  needs: ['private'],
  severity: 'error',
  specs: ['RFC 6376 §8'],
  why:
    'DNS is public, so this key is no secret any more: whoever reads it can sign mail in the name of the domain. Make a ' +
    'new pair, publish its public half under a new selector, and take this record out. Deleting alone mends nothing.',
  messages: { leaked: '"p=" holds a private key ({format}): anyone can sign mail as this domain with it.' },
  check(record, context) {
    const data = dkimTagOf(record, 'p');
    if (record.key.kind !== 'private' || data === undefined) return;
    context.report({ at: markOf(record, data), message: 'leaked', data: { format: record.key.format } });
  },
});
