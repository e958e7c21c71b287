import assert from 'node:assert/strict';
import { joinDecoded, sliceDecoded, TextBuilder } from '../../server/src/text/decoded-text.ts';
import { traceThrough, utf8Octets } from '../../server/src/text/octets.ts';

/** `ab` and `é` in one text at 10, `c` in another text that happens to follow directly. */
function ofTwoTexts(): ReturnType<TextBuilder['take']> {
  const builder = new TextBuilder();
  builder.add('abé', 10, 13, 1);
  builder.add('c', 13, 14, 2);
  return builder.take();
}

describe('a text that is in two texts of a document', () => {
  it('keeps them apart, joined and cut', () => {
    const whole = ofTwoTexts();
    assert.deepEqual(
      whole.segments.map(({ at, length, of }) => [at, length, of]),
      [
        [0, 3, 1],
        [3, 1, 2],
      ],
    );
    assert.deepEqual(joinDecoded([sliceDecoded(whole, 0, 1), sliceDecoded(whole, 3, 4)]).segments, [
      { at: 0, length: 1, source: { start: 10, end: 11 }, of: 1 },
      { at: 1, length: 1, source: { start: 13, end: 14 }, of: 2 },
    ]);
  });

  it('keeps them apart as octets, and in what is read from it', () => {
    const octets = utf8Octets(ofTwoTexts());
    assert.deepEqual(
      octets.segments.map(({ at, length, of }) => [at, length, of]),
      [
        [0, 2, 1],
        [2, 2, 1],
        [4, 1, 2],
      ],
    );
    const reader = new TextBuilder();
    reader.add(octets.text, 0, 5);
    assert.deepEqual(traceThrough(reader.take(), octets), octets);
  });
});
