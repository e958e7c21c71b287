import { longStringOf } from '../../domain/publication/long-strings.ts';
import { defineRule } from '../rule.ts';

/** A value of over 255 octets in one string, for Route 53. Other services: tf-txt-long-unsplit. */
export default defineRule({
  subject: 'txt',
  severity: 'error',
  specs: ['RFC 1035 §3.3', 'RFC 7208 §3.3', 'RFC 6376 §3.6.2.2'],
  why: 'Route 53 does not split it and refuses the record with CharacterStringTooLong, so it is not published. "terraform plan" does not show that.',
  messages: {
    long: 'A text of {octets} octets is too long for one string: Route 53 takes at most 255.',
    atLeast: 'A text of {octets} octets and more is too long for one string: Route 53 takes at most 255.',
  },
  check(subject, context) {
    if (subject.record.publication?.service !== 'Route 53') return;
    const found = longStringOf(subject);
    if (found === undefined) return;
    const { octets, isWhole, fix } = found;
    context.report({ at: { part: 'rdata' }, message: isWhole ? 'long' : 'atLeast', data: { octets }, fix });
  },
});
