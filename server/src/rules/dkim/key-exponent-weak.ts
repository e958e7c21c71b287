import { markOf, dkimTagOf } from '../../email/dkim/model.ts';
import { isPossibleExponent } from '../../email/dkim/usability.ts';
import { defineRule } from '../rule.ts';

/** The largest exponent that common libraries accept. Go's library, for example, has no room for more. */
const LARGEST_EXPONENT = 2n ** 31n - 1n;

/** The public exponent of an RSA key is impossible, risky or too large. */
export default defineRule({
  subject: 'dkim',
  needs: ['rsa'],
  severity: 'warning',
  specs: ['RFC 8017 §3.1', 'RFC 6376 §3.3.1'],
  why:
    'The usual public exponent is 65537. Careless libraries have accepted forged signatures with small exponents, ' +
    'some libraries reject very large exponents, and the exponent of an RSA key is never even.',
  messages: {
    impossible: 'The public exponent of this RSA key is {exponent}, which no RSA key can have.',
    small: 'The public exponent of this RSA key is 3, which is less safe than 65537.',
    large: 'The public exponent of this RSA key exceeds 2147483647, which some receivers reject.',
  },
  check(record, context) {
    const data = dkimTagOf(record, 'p');
    if (record.key.kind !== 'rsa' || data === undefined) return;
    const { exponent } = record.key;
    const at = markOf(record, data);
    if (exponent > LARGEST_EXPONENT) {
      context.report({ at, message: 'large' });
    } else if (!isPossibleExponent(exponent)) {
      context.report({ at, message: 'impossible', data: { exponent: String(exponent) }, severity: 'error' });
    } else if (exponent === 3n) {
      context.report({ at, message: 'small' });
    }
  },
});
