import assert from 'node:assert/strict';
import { ENTRIES } from './entries/index.ts';
import { readArchive, writeArchive } from './archive.ts';
import { signatureOf } from './failure.ts';
import { Inputs } from './inputs.ts';
import { shrink } from './shrink.ts';

describe('the parts of the fuzzer', function () {
  this.timeout(60_000);

  it('shrinks an input to the part that fails', async () => {
    const input = `${'some line\n'.repeat(200)}a (b "c${' more'.repeat(100)}`;
    const fails = (text: string): boolean => text.includes('(') && text.includes('"c');
    assert.equal(await shrink(input, fails, 3000), '("c');
  });

  it('stops shrinking after a number of tries', async () => {
    let tries = 0;
    await shrink('x'.repeat(1000), () => ++tries < 0, 50);
    assert.equal(tries, 50);
  });

  it('makes the same inputs for the same seed, and different ones for another seed', () => {
    for (const entry of ENTRIES) {
      const of = (seed: number): readonly string[] => {
        const inputs = new Inputs(entry, seed, false);
        return [1, 2, 3, 5, 6, 7].map((index) => inputs.at(index));
      };
      assert.deepEqual(of(1), of(1), entry.name);
      assert.notDeepEqual(of(1), of(2), entry.name);
    }
  });

  it('reads an archive back unchanged', () => {
    const sections = [
      { words: ['a.tf'], text: 'x\n-- y\n\n' },
      { words: ['edit', 'a.tf', '1', '2'], text: '' },
      { words: ['b'], text: '\r\n' },
    ];
    assert.deepEqual(readArchive(writeArchive(sections)), sections);
    assert.deepEqual(readArchive('no heading'), [{ words: [], text: 'no heading' }]);
  });

  it('treats failures as the same if they differ only in numbers and quotes', () => {
    const failure = (message: string): string =>
      signatureOf(Object.assign(new Error(message), { stack: '' }));
    assert.equal(failure('range 1-0 of "a"'), failure('range 20-7 of "b"'));
    assert.notEqual(failure('range 1-0 of "a"'), failure('edits of "a" overlap'));
  });
});
