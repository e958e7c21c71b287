import { isKnown } from '../../dns/names.ts';
import { tlsaOf } from '../../email/dane/tlsa.ts';
import { defineRule } from '../rule.ts';

/** A TLSA record has an undefined number, or a digest of the wrong length. */
export default defineRule({
  subject: 'record',
  types: ['TLSA'],
  severity: 'error',
  specs: ['RFC 6698 §2.1', 'RFC 7671 §4', 'RFC 7672 §3.1'],
  why: 'Senders ignore such a record: if it is the only one, mail is delayed, or sent without a certificate check. If the digest is truncated, no certificate ever matches, and mail is delayed or rejected.',
  symptoms: ['450 4.7.323', '550 5.7.323'],
  messages: {
    usage: 'Certificate usage {value} does not exist (it must be 0, 1, 2 or 3).',
    selector: 'Selector {value} does not exist (it must be 0 for the certificate or 1 for the public key).',
    matching:
      'Matching type {value} does not exist (it must be 0 for all data, 1 for SHA-256 or 2 for SHA-512).',
    digest: 'A digest of matching type {type} ({name}) has {expected} octets, but this one has {count}.',
    full: 'Matching type 0 requires the whole {what}, but these {count} octets look like a {name} digest.',
  },
  check({ record }, context) {
    const tlsa = tlsaOf(record);
    if (tlsa === undefined) return;
    const { usage, selector, matching, data } = tlsa;
    const report = (message: 'usage' | 'selector' | 'matching', { field, value }: typeof usage): void => {
      context.report({ at: { source: field.range }, message, data: { value } });
    };
    if (usage.value > 3) report('usage', usage);
    if (selector.value > 1) report('selector', selector);
    if (matching.value > 2) report('matching', matching);
    // An unresolved part makes the number of digits unknown.
    if (!isKnown(data.value)) return;
    const count = data.value.length / 2;
    const at = { source: data.range };
    const expected = DIGESTS[matching.value];
    if (expected !== undefined && count !== expected.octets) {
      const { name, octets } = expected;
      context.report({
        at,
        message: 'digest',
        data: { type: matching.value, name, expected: octets, count },
      });
    } else if (matching.value === 0 && (count === 32 || count === 64)) {
      const what = selector.value === 1 ? 'public key' : 'certificate';
      context.report({
        at,
        message: 'full',
        data: { what, count, name: count === 32 ? 'SHA-256' : 'SHA-512' },
      });
    }
  },
});

/** RFC 6698 §2.1.3, §7.4. */
const DIGESTS: Readonly<Record<number, { readonly name: string; readonly octets: number }>> = {
  1: { name: 'SHA-256', octets: 32 },
  2: { name: 'SHA-512', octets: 64 },
};
