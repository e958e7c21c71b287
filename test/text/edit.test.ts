import assert from 'node:assert/strict';
import { applyEdits, sortEdits } from '../../server/src/text/edit.ts';

const edit = (start: number, end: number, text: string) => ({ range: { start, end }, text });

describe('edits', () => {
  it('are applied by place, not by order', () => {
    assert.equal(applyEdits('abcdef', [edit(4, 5, 'E'), edit(0, 1, ''), edit(2, 2, '-')]), 'b-cdEf');
  });

  it('may touch, but not overlap', () => {
    assert.equal(applyEdits('abcd', [edit(0, 2, 'x'), edit(2, 4, 'y')]), 'xy');
    assert.equal(sortEdits([edit(0, 3, ''), edit(2, 4, '')]), undefined);
    assert.throws(() => applyEdits('abcd', [edit(0, 3, ''), edit(2, 4, '')]), RangeError);
  });

  it('at one place have no order, so two insertions there are rejected', () => {
    assert.equal(sortEdits([edit(1, 1, 'a'), edit(1, 1, 'b')]), undefined);
  });
});
