import { dkimNameOf, hostNameIn } from '../../email/dkim/names.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

/** A TXT record at a selector contains the host name that a CNAME should point to. */
export default defineRule({
  subject: 'txt',
  severity: 'error',
  specs: ['RFC 6376 §3.6.2.2', 'RFC 1034 §3.6.2'],
  why:
    'The provider keeps the key in its own zone and requires a CNAME that points to it. Receivers read a host name in a ' +
    'TXT record as the key, which it is not, so every signature fails.',
  symptoms: UNUSABLE_KEY,
  messages: { hostName: '"{name}" is a host name, not a key, and belongs in a CNAME record.' },
  check({ record, value }, context) {
    if (record.type !== 'TXT' || dkimNameOf(record.owner).kind !== 'key') return;
    const name = hostNameIn(value.text);
    if (name === undefined) return;
    context.report({ at: rangeOf(0, value.length), message: 'hostName', data: { name } });
  },
});
