import { markOf, dkimTagOf } from '../../email/dkim/model.ts';
import { isPossibleExponent } from '../../email/dkim/usability.ts';
import { defineRule } from '../rule.ts';

/** What common libraries accept: Go's, for one, has no room for more. */
const LARGEST_EXPONENT = 2n ** 31n - 1n;

/** An RSA key whose public exponent is impossible, risky or too large. */
export default defineRule({
  subject: 'dkim',
  needs: ['rsa'],
  severity: 'warning',
  specs: ['RFC 8017 §3.1', 'RFC 6376 §3.3.1'],
  why:
    'The usual public exponent is 65537. Small ones have made it possible to forge signatures where a library checked them ' +
    'carelessly; very large ones are refused by some libraries; and even ones belong to no RSA key at all.',
  messages: {
    impossible: 'The public exponent of this RSA key is {exponent}, which no RSA key can have.',
    small: 'The public exponent of this RSA key is 3; 65537 is safer.',
    large: 'The public exponent of this RSA key is over 2147483647; some receivers refuse that.',
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
