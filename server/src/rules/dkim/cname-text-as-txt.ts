import { dkimNameOf, hostNameIn } from '../../email/dkim/names.ts';
import { UNUSABLE_KEY } from '../../email/dkim/replies.ts';
import { rangeOf } from '../../text/range.ts';
import { defineRule } from '../rule.ts';

/** A TXT record at a selector holds the host name that a CNAME should point to. */
export default defineRule({
  subject: 'txt',
  severity: 'error',
  specs: ['RFC 6376 §3.6.2.2', 'RFC 1034 §3.6.2'],
  why:
    'The provider keeps the key in its own zone and asks for a CNAME that leads there. As a TXT record, the name is taken ' +
    'for the key itself, which it is not, and every signature fails.',
  symptoms: UNUSABLE_KEY,
  messages: { hostName: '"{name}" is a host name, not a key: it belongs into a CNAME record.' },
  check({ record, value }, context) {
    if (record.type !== 'TXT' || dkimNameOf(record.owner).kind !== 'key') return;
    const name = hostNameIn(value.text);
    if (name === undefined) return;
    context.report({ at: rangeOf(0, value.length), message: 'hostName', data: { name } });
  },
});
