import { addressTypedIn, exchangeOf } from '../../email/mx/exchange.ts';
import { defineRule } from '../rule.ts';

/** An address where the host of an MX belongs. */
export default defineRule({
  subject: 'record',
  types: ['MX'],
  severity: 'error',
  specs: ['RFC 1035 §3.3.9', 'RFC 5321 §5.1', 'RFC 1912 §2.5'],
  why: 'An MX holds a host name. An address there is read as a name that does not exist, so senders find no host and return the mail.',
  symptoms: ['550 5.4.4', '550 5.1.2'],
  messages: {
    address: '"{address}" is an address: an MX names a host, and is read here as the name "{name}".',
  },
  check({ record }, context) {
    const field = exchangeOf(record);
    const address = field === undefined ? undefined : addressTypedIn(field);
    if (field === undefined || address === undefined) return;
    // Somebody made the name exist.
    if (context.recordsAt(field.value).length > 0) return;
    context.report({ at: { source: field.range }, message: 'address', data: { address, name: field.value } });
  },
});
