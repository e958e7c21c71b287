import assert from 'node:assert/strict';
import fc from 'fast-check';
import { certainlyDistinct } from '../../server/src/dns/distinct-texts.ts';
import { runs } from '../harness/runs.ts';
import { HOLE } from '../../server/src/text/mapped-text.ts';

/** How many of the records are certainly different; `_` is an unresolved value, `|` the end of a character-string. */
const CASES: readonly (readonly [records: readonly string[], count: number])[] = [
  [[], 0],
  [['a'], 1],
  [['a', 'a'], 1],
  [['a', 'b'], 2],
  [['ab', 'a|b'], 2],
  [['mx ~all', 'mx _'], 1],
  [['mx _', 'mx ~all'], 1],
  [['p=none', 'p=quarantine; _'], 2],
  [['p=_', 'p=none', 'p=reject'], 2],
  [['a_', 'b_'], 2],
  [['_a', '_b'], 2],
  [['a_c', 'ab_'], 1],
  [['a_b_c', 'axc'], 2],
  [['a_b_c', 'axbxc'], 1],
  [['a_a', 'a'], 2],
  [['_', ''], 1],
];

describe('records that are certainly different', () => {
  for (const [records, count] of CASES) {
    it(`are ${count} of ${JSON.stringify(records)}`, () => {
      const strings = records.map((record) => record.replaceAll('_', HOLE).split('|'));
      assert.equal(certainlyDistinct(strings, (one) => one).length, count);
    });
  }

  it('are still different for any values of the unresolved parts', () => {
    const part = fc.stringMatching(/^[ab]{0,2}$/);
    const record = fc.record({ parts: fc.array(part, { minLength: 1, maxLength: 4 }), fill: fc.array(part) });
    fc.assert(
      fc.property(fc.array(record, { maxLength: 6 }), (records) => {
        const distinct = certainlyDistinct(records, ({ parts }) => [parts.join(HOLE)]);
        const filled = distinct.map(({ parts, fill }) =>
          parts.map((text, i) => (i === 0 ? text : (fill[i - 1] ?? '') + text)).join(''),
        );
        assert.equal(new Set(filled).size, distinct.length);
        assert.equal(distinct.length > 0, records.length > 0);
      }),
      { numRuns: runs(2000) },
    );
  });
});
