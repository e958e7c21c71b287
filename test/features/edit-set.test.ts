import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { FileEdit } from '../../server/src/analysis/finding.ts';
import { EditSet } from '../../server/src/features/edit-set.ts';
import { sortEdits } from '../../server/src/text/edit.ts';

const edit = (start: number, end: number, text = '', path = '/z'): FileEdit => ({
  path,
  range: { start, end },
  text,
});

describe('EditSet', () => {
  it('accepts edits that are apart, in any order, and returns them by place', () => {
    const set = new EditSet();
    assert.ok(set.addAll([edit(8, 9), edit(4, 6)]));
    assert.ok(set.addAll([edit(0, 4)]));
    assert.deepEqual(set.all(), [edit(0, 4), edit(4, 6), edit(8, 9)]);
  });

  it('accepts all edits of a fix or none', () => {
    const set = new EditSet();
    set.addAll([edit(4, 6)]);
    assert.ok(!set.addAll([edit(0, 1), edit(5, 7)]));
    assert.ok(!set.addAll([edit(20, 21), edit(0, 5)]));
    assert.deepEqual(set.all(), [edit(4, 6)]);
  });

  it('accepts the same edit once', () => {
    const set = new EditSet();
    set.addAll([edit(4, 6, 'x')]);
    assert.ok(set.addAll([edit(4, 6, 'x'), edit(9, 9, 'y')]));
    assert.ok(!set.addAll([edit(4, 6, 'z')]));
    assert.deepEqual(set.all(), [edit(4, 6, 'x'), edit(9, 9, 'y')]);
  });

  it('keeps documents apart', () => {
    const set = new EditSet();
    assert.ok(set.addAll([edit(4, 6)]));
    assert.ok(set.addAll([edit(4, 6, '', '/other')]));
  });

  it('never has edits that cannot be applied together', () => {
    const anyEdit = fc
      .record({ start: fc.nat(30), length: fc.nat(4), text: fc.constantFrom('', 'a') })
      .map(({ start, length, text }) => edit(start, start + length, text));
    const anyFix = fc
      .array(anyEdit, { minLength: 1, maxLength: 3 })
      .filter((edits) => sortEdits(edits) !== undefined);
    fc.assert(
      fc.property(fc.array(anyFix, { maxLength: 12 }), (fixes) => {
        const set = new EditSet();
        for (const fix of fixes) {
          const before = set.all();
          const taken = set.addAll(fix);
          assert.deepEqual(sortEdits(set.all()), set.all());
          if (!taken) assert.deepEqual(set.all(), before);
        }
      }),
    );
  });
});
