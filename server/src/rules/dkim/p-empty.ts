import { markOf, dkimTagOf } from '../../email/dkim/model.ts';
import { dkimNameOf } from '../../email/dkim/names.ts';
import { defineRule } from '../rule.ts';

/** `p=` is empty, so the key is revoked. */
export default defineRule({
  subject: 'dkim',
  needs: ['revoked'],
  severity: 'info',
  specs: ['RFC 6376 §3.6.1', 'RFC 6376 §6.1.2'],
  why:
    'An empty "p=" revokes the key. Receivers fail every signature made with it, so servers that send mail must no longer ' +
    'use this selector.',
  messages: { revoked: '"p=" is empty, so this key is revoked and every signature with it fails.' },
  check(record, context) {
    if (record.key.kind !== 'revoked') return;
    // dkim-wildcard-domainkey reports an empty key at a wildcard.
    const name = dkimNameOf(context.record?.owner ?? '');
    if (name.kind === 'key' && name.selector === '*') return;
    const data = dkimTagOf(record, 'p');
    if (data !== undefined) context.report({ at: markOf(record, data), message: 'revoked' });
  },
});
