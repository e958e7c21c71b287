import assert from 'node:assert/strict';
import fc from 'fast-check';
import { MappedText } from '../../server/src/text/mapped-text.ts';

/** `"ab" "\233c"` at offset 10: two strings, the second with an escape that is one octet. */
function twoStrings(): MappedText {
  const first = MappedText.verbatim('ab', 11);
  const second = new MappedText('\u00e9c', [
    { at: 0, length: 1, source: { start: 16, end: 20 } },
    { at: 1, length: 1, source: { start: 20, end: 21 } },
  ]);
  return MappedText.join([first, second]);
}

describe('MappedText', () => {
  it('points back across strings and escapes', () => {
    const text = twoStrings();
    assert.equal(text.text, 'ab\u00e9c');
    assert.deepEqual(text.joints, [2]);
    assert.deepEqual(text.toSource({ start: 0, end: 2 }), { start: 11, end: 13 });
    assert.deepEqual(text.toSource({ start: 1, end: 3 }), { start: 12, end: 20 });
    assert.deepEqual(text.toSource({ start: 2, end: 3 }), { start: 16, end: 20 });
    assert.deepEqual(text.toSource({ start: 3, end: 4 }), { start: 20, end: 21 });
  });

  it('maps points back', () => {
    const text = twoStrings();
    assert.deepEqual(text.toSource({ start: 0, end: 0 }), { start: 11, end: 11 });
    assert.deepEqual(text.toSource({ start: 4, end: 4 }), { start: 21, end: 21 });
  });

  it('knows which parts were not written', () => {
    const text = MappedText.join([MappedText.verbatim('a', 5), MappedText.unwritten('bc')]);
    assert.equal(text.toSource({ start: 0, end: 2 }), undefined);
    assert.deepEqual(text.toSource({ start: 0, end: 1 }), { start: 5, end: 6 });
  });

  it('has no source range if its end is before its start', () => {
    const twice = MappedText.join([MappedText.verbatim('abc', 5), MappedText.verbatim('abc', 5)]);
    assert.equal(twice.toSource({ start: 2, end: 4 }), undefined);
    assert.deepEqual(twice.toSource({ start: 3, end: 5 }), { start: 5, end: 7 });
  });

  it('is cut like its text', () => {
    const text = twoStrings().slice(1, 3);
    assert.equal(text.text, 'b\u00e9');
    assert.deepEqual(text.toSource({ start: 0, end: 2 }), { start: 12, end: 20 });
    assert.deepEqual(text.joints, [1]);
  });

  it('maps every unit of a slice to the same place as the whole', () => {
    const piece = fc.record({ text: fc.string({ minLength: 1, maxLength: 6 }), gap: fc.nat({ max: 4 }) });
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 5 }), fc.nat(), fc.nat(), (pieces, a, b) => {
        let at = 0;
        const whole = MappedText.join(
          pieces.map(({ text, gap }) => {
            const mapped = MappedText.verbatim(text, at + gap);
            at += gap + text.length;
            return mapped;
          }),
        );
        const [start = 0, end = 0] = [a % (whole.length + 1), b % (whole.length + 1)].sort((x, y) => x - y);
        const cut = whole.slice(start, end);
        for (let i = 0; i < cut.length; i++) {
          assert.deepEqual(
            cut.toSource({ start: i, end: i + 1 }),
            whole.toSource({ start: start + i, end: start + i + 1 }),
          );
        }
      }),
    );
  });
});
