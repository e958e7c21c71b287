import { addressTypedIn, exchangeOf } from '../../email/mx/exchange.ts';
import { defineRule } from '../rule.ts';

/** An MX record has an IP address instead of a host name. */
export default defineRule({
  subject: 'record',
  types: ['MX'],
  severity: 'error',
  specs: ['RFC 1035 §3.3.9', 'RFC 5321 §5.1', 'RFC 1912 §2.5'],
  why: 'An MX record must name a host. An address is read as a domain name that does not exist, so senders find no host and mail bounces.',
  symptoms: ['550 5.4.4', '550 5.1.2'],
  messages: {
    address: 'The MX record has the IP address "{address}", which is read as the host name "{name}".',
  },
  check({ record }, context) {
    const field = exchangeOf(record);
    const address = field === undefined ? undefined : addressTypedIn(field);
    if (field === undefined || address === undefined) return;
    // The zone has records at that name.
    if (context.recordsAt(field.value).length > 0) return;
    context.report({ at: { source: field.range }, message: 'address', data: { address, name: field.value } });
  },
});
