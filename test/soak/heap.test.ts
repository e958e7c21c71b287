import assert from 'node:assert/strict';
import { growth, MAX_GROWTH, soak } from './soak.ts';

/** Operations after which the heap is measured. `npm run soak` goes on for longer. */
const FIRST = 200;
const LAST = 600;

describe('the heap of the server', function () {
  this.timeout(300_000);

  it(`is the same after ${FIRST} and after ${LAST} opens, edits and closes, and so are all diagnostics`, async () => {
    const at = [0, FIRST, LAST];
    const { samples } = await soak({
      seed: 1,
      diagnostics: 'pushed',
      next: ({ operations }) => {
        if (operations === at[0]) {
          at.shift();
          return 'sample';
        }
        return at.length === 0 ? 'end' : 'operate';
      },
    });
    const [, first, last] = samples;
    assert.ok(first !== undefined && last !== undefined);
    assert.ok(growth(first, last) <= MAX_GROWTH, JSON.stringify(samples));
  });
});
