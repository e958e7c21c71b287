import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { runInThisContext } from 'node:vm';
import { transformSync } from 'esbuild';
import { cover, rangeOf, shift } from '../../server/src/text/range.ts';

const MODULE = require.resolve('../../server/src/text/range.ts');

/** The module as the build of what is shipped makes it. */
function shipped(): typeof import('../../server/src/text/range.ts') {
  const { code } = transformSync(readFileSync(MODULE, 'utf8'), {
    loader: 'ts',
    format: 'cjs',
    define: { MAILTXT_RELEASE: 'true' },
  });
  const module = { exports: {} };
  (runInThisContext(`(module) => {${code}}`) as (module: object) => void)(module);
  return module.exports as typeof import('../../server/src/text/range.ts');
}

describe('a range', () => {
  it('has its start before its end, or at it', () => {
    assert.deepEqual(rangeOf(2, 5), { start: 2, end: 5 });
    assert.deepEqual(rangeOf(2, 2), { start: 2, end: 2 });
    assert.throws(() => rangeOf(5, 2), RangeError);
    assert.throws(() => rangeOf(NaN, 2), RangeError);
    assert.throws(() => rangeOf(2, NaN), RangeError);
  });

  it('is checked when it is moved or joined', () => {
    assert.throws(() => shift({ start: 5, end: 2 }, 1), RangeError);
    assert.deepEqual(cover({ start: 5, end: 9 }, { start: 1, end: 2 }), { start: 1, end: 9 });
  });

  it('is empty in the shipped build if it would be invalid', () => {
    const { rangeOf } = shipped();
    assert.deepEqual(rangeOf(5, 2), { start: 5, end: 5 });
    assert.deepEqual(rangeOf(NaN, 2), { start: 0, end: 0 });
    assert.deepEqual(rangeOf(2, NaN), { start: 2, end: 2 });
  });
});
