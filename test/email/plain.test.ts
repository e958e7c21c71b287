import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readBase64, readWithFaults } from '../../server/src/email/dkim/base64.ts';
import { readJoinedWords } from '../../server/src/email/spf/joined-words.ts';
import { runs } from '../harness/runs.ts';

describe('text that is plain', () => {
  it('belongs to no term before it', () => {
    const words = [
      'a',
      'mx',
      'ptr',
      'all',
      '-all',
      'include:b.example',
      'ip4:192.0.2.1',
      'redirect=b.example',
      'a:c.example',
    ];
    for (const first of words) {
      for (const second of words) {
        const end = first.length;
        const ranges = [{ start: 0, end }, { start: end + 1, end: end + 1 + second.length }]; // prettier-ignore
        assert.equal(readJoinedWords(`${first} ${second}`, ranges, 0, []), undefined);
      }
    }
  });

  it('returns the octets of base64 with faults', () => {
    const scraps = ['A', 'b', '9', '+', '/', 'MIIB', '=', '-', '_', ' ', '.'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...scraps), { maxLength: 20 }), (parts) => {
        const text = parts.join('');
        assert.deepEqual(readBase64(text), readWithFaults(text));
      }),
      { numRuns: runs(5000) },
    );
  });
});
