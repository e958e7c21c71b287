import { longStringOf } from '../../domain/publication/long-strings.ts';
import { defineRule } from '../rule.ts';

/** A value with more than 255 octets in one string, for Route 53. For other services, see tf-txt-long-unsplit. */
export default defineRule({
  subject: 'txt',
  severity: 'error',
  specs: ['RFC 1035 §3.3', 'RFC 7208 §3.3', 'RFC 6376 §3.6.2.2'],
  why: 'Route 53 does not split the value and rejects the record with CharacterStringTooLong, so it is not published. "terraform plan" does not show this error.',
  messages: {
    long: 'A TXT string of {octets} octets exceeds the limit of 255 octets in Route 53.',
    atLeast: 'A TXT string of at least {octets} octets exceeds the limit of 255 octets in Route 53.',
  },
  check(subject, context) {
    if (subject.record.publication?.service !== 'Route 53') return;
    const found = longStringOf(subject);
    if (found === undefined) return;
    const { octets, isWhole, fix } = found;
    context.report({ at: { part: 'rdata' }, message: isWhole ? 'long' : 'atLeast', data: { octets }, fix });
  },
});
