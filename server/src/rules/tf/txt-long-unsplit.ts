import { longStringOf } from '../../domain/publication/long-strings.ts';
import { defineRule } from '../rule.ts';

/** A value of over 255 octets in one string, for a service that splits none. Route 53: tf-route53-txt-long-unsplit. */
export default defineRule({
  subject: 'txt',
  severity: 'error',
  specs: ['RFC 1035 §3.3', 'RFC 7208 §3.3', 'RFC 6376 §3.6.2.2'],
  why: 'One string of a TXT record holds 255 octets, and nothing splits this one: the service refuses the record, so it is not published.',
  messages: {
    long: 'A text of {octets} octets is too long for one string: at {service} its author has to split it.',
    atLeast:
      'A text of {octets} octets and more is too long for one string: at {service} its author has to split it.',
  },
  check(subject, context) {
    const service = subject.record.publication?.service;
    if (service === undefined || service === 'Route 53') return;
    const found = longStringOf(subject);
    if (found === undefined) return;
    const { octets, isWhole, fix } = found;
    context.report({
      at: { part: 'rdata' },
      message: isWhole ? 'long' : 'atLeast',
      data: { octets, service },
      fix,
    });
  },
});
