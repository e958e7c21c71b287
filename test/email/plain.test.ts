import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readBase64, readWithFaults } from '../../server/src/email/dkim/base64.ts';
import { readJoinedWords } from '../../server/src/email/spf/joined-words.ts';
import { readPlainTerm } from '../../server/src/email/spf/plain-terms.ts';
import { readWord } from '../../server/src/email/spf/read-word.ts';
import { HOLE } from '../../server/src/text/mapped-text.ts';
import { runs } from '../harness/runs.ts';

/**
 * Plain text is read by a short way. It must end where the long way does: at the same reading, without a fault. Each test
 * makes texts of scraps, so that some are plain and most are nearly so, and demands enough of both.
 */
function compareOn(
  scraps: readonly string[],
  compare: (text: string) => boolean,
  first: fc.Arbitrary<string> = fc.constant(''),
): void {
  let plain = 0;
  let other = 0;
  const parts = fc.array(fc.constantFrom(...scraps), { maxLength: 9 });
  fc.assert(
    fc.property(first, parts, (start, rest) => {
      if (compare(start + rest.join(''))) plain++;
      else other++;
    }),
    { numRuns: runs(20_000) },
  );
  const enough = runs(500);
  assert.ok(plain > enough && other > enough, `${plain} plain, ${other} not`);
}

describe('text that is plain', () => {
  it('gives the term that its word gives', function () {
    this.timeout(60_000);
    const scraps = [
      'include:', 'exists:', 'a:', 'mx:', 'ptr:', 'redirect=', 'exp=', 'ip4:', 'ip6:', 'all', 'a', 'mx', 'ptr', '+', '-', '~', '?',
      'example', '.com', '.', 'b', '_spf', '-x', '192.0.2.1', '192.0.2.', '0', '256', '2001:db8::1', '::', 'ffff:', '/24', '/', '/0',
      '/033', '/129', '%{i}', '-all', 'A', 'x1', ',', ';', '=', HOLE, '"',
    ]; // prettier-ignore
    const start = fc.constantFrom('', '-all', 'mx', 'include:b.example', '~a:c', 'ip4:192.0.2.1', 'ip6:2001:db8::', 'exp=d.'); // prettier-ignore
    compareOn(
      scraps,
      (text) => {
        const word = { start: 3, end: 3 + text.length };
        const record = `ab ${text} cd`;
        const term = text === '' ? undefined : readPlainTerm(record, word.start, word.end);
        if (term === undefined) return false;
        const long = readWord(record, word, []);
        assert.deepEqual(long.terms, [term]);
        assert.deepEqual(long.faults.noted, []);
        return true;
      },
      start,
    );
  });

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

  it('gives the octets that base64 with faults gives', () => {
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
