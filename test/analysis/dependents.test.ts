import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Dependents } from '../../server/src/analysis/engine/zone-dependencies.ts';
import { runs } from '../harness/runs.ts';

/** Counts how often it is asked, and how many names are taken out of it. */
class CountingSet extends Set<string> {
  count = 0;

  override has(name: string): boolean {
    this.count++;
    return super.has(name);
  }

  override *[Symbol.iterator](): SetIterator<string> {
    for (const name of super.values()) {
      this.count++;
      yield name;
    }
  }
}

function dependents(pairs: Iterable<readonly [name: string, owner: string]>): Dependents {
  const made = new Dependents(() => undefined);
  for (const [name, owner] of pairs) made.add(name, owner);
  return made;
}

describe('the dependents of several names', () => {
  it('are those of each name', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    fc.assert(
      fc.property(fc.array(fc.tuple(name, name)), fc.array(name), (pairs, names) => {
        const made = dependents(pairs);
        const expected = new Set(names.flatMap((one) => [...made.of(one)]));
        assert.deepEqual(new Set(made.ofAny(new Set(names))), expected);
      }),
      { numRuns: runs(300) },
    );
  });

  for (const [asked, changed] of [
    [3, 10_000],
    [10_000, 3],
  ] as const) {
    it(`are found in ${Math.min(asked, changed)} steps, of ${asked} names and ${changed}`, () => {
      const made = dependents(Array.from({ length: asked }, (_, i) => [`n${i}`, `owner${i}`] as const));
      const names = new CountingSet(Array.from({ length: changed }, (_, i) => `n${i}`));
      assert.equal([...made.ofAny(names)].length, 3);
      assert.equal(names.count, 3);
    });
  }
});
