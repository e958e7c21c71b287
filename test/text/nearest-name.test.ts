import assert from 'node:assert/strict';
import fc from 'fast-check';
import { areOneSlipApart } from '../../server/src/text/nearest-name.ts';

const LETTERS = ['a', 'b', 'c'];

/** Every word that one slip makes of this one. */
function slipsOf(word: string): ReadonlySet<string> {
  const made = new Set<string>();
  for (let at = 0; at <= word.length; at++) {
    const [before, after] = [word.slice(0, at), word.slice(at)];
    for (const letter of LETTERS) {
      made.add(before + letter + after);
      if (after !== '') made.add(before + letter + after.slice(1));
    }
    made.add(before + after.slice(1));
    if (after.length > 1) made.add(`${before}${after.charAt(1)}${after.charAt(0)}${after.slice(2)}`);
  }
  made.delete(word);
  return made;
}

describe('nearest names', () => {
  it('finds every pair of words that one typo turns into each other, and no other pair', () => {
    const words = fc.string({ unit: fc.constantFrom(...LETTERS), maxLength: 5 });
    fc.assert(
      fc.property(words, words, (a, b) => {
        assert.equal(areOneSlipApart(a, b), slipsOf(a).has(b));
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(words, (word) => {
        for (const slip of slipsOf(word)) assert.ok(areOneSlipApart(word, slip), `${word} ${slip}`);
      }),
    );
  });
});
