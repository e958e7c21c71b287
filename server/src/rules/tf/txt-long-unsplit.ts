import { longStringOf } from '../../domain/publication/long-strings.ts';
import { defineRule } from '../rule.ts';

/** A value with more than 255 octets in one string, for a service that does not split. Route 53: tf-route53-txt-long-unsplit. */
export default defineRule({
  subject: 'txt',
  severity: 'error',
  specs: ['RFC 1035 §3.3', 'RFC 7208 §3.3', 'RFC 6376 §3.6.2.2'],
  why: 'A string in a TXT record can have at most 255 octets. The service does not split this one but rejects the record, so it is not published.',
  messages: {
    long: 'A TXT string of {octets} octets exceeds 255, and {service} does not split it.',
    atLeast: 'A TXT string of at least {octets} octets exceeds 255, and {service} does not split it.',
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
