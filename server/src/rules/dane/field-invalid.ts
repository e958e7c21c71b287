import { isKnown } from '../../dns/names.ts';
import { tlsaOf } from '../../email/dane/tlsa.ts';
import { defineRule } from '../rule.ts';

/** A TLSA record whose numbers nobody knows, or whose digest cannot be one. */
export default defineRule({
  subject: 'record',
  types: ['TLSA'],
  severity: 'error',
  specs: ['RFC 6698 §2.1', 'RFC 7671 §4', 'RFC 7672 §3.1'],
  why: 'Senders leave such a record out. When it is the only one, mail is held back or sent without the certificate being checked; when the digest is cut short, no certificate ever matches and mail is refused.',
  symptoms: ['450 4.7.323', '550 5.7.323'],
  messages: {
    usage: 'The certificate usage {value} does not exist: it is 0, 1, 2 or 3.',
    selector: 'The selector {value} does not exist: it is 0 (certificate) or 1 (public key).',
    matching: 'The matching type {value} does not exist: it is 0 (all), 1 (SHA-256) or 2 (SHA-512).',
    digest: 'A digest of the matching type {type} ({name}) has {expected} octets, and this one has {count}.',
    full: 'The matching type 0 wants the whole {what}, and these {count} octets look like a digest ({name}).',
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
    // A hole in the digits makes their number unknown.
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
