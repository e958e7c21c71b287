import assert from 'node:assert/strict';
import fc from 'fast-check';
import { MappedText } from '../../server/src/text/mapped-text.ts';
import { toDecoded } from '../../server/src/features/to-decoded.ts';

describe('toDecoded', () => {
  // "a\233b" "cd", with the first quote at 10
  const value = MappedText.join([
    new MappedText('aéb', [
      { at: 0, length: 1, source: { start: 11, end: 12 } },
      { at: 1, length: 1, source: { start: 12, end: 16 } },
      { at: 2, length: 1, source: { start: 16, end: 17 } },
    ]),
    MappedText.verbatim('cd', 20),
  ]);

  it('finds text that is not escaped', () => {
    assert.equal(toDecoded(value, 11), 0);
    assert.equal(toDecoded(value, 16), 2);
    assert.equal(toDecoded(value, 21), 4);
  });

  it('treats an escape as one character', () => {
    for (const offset of [12, 13, 14, 15]) assert.equal(toDecoded(value, offset), 1);
  });

  it('finds nothing outside of and between the strings', () => {
    for (const offset of [0, 10, 17, 18, 19, 22, 100]) assert.equal(toDecoded(value, offset), undefined);
  });

  it('is the inverse of toSource', () => {
    const part = fc.record({ gap: fc.nat(3), length: fc.integer({ min: 1, max: 5 }), escaped: fc.boolean() });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        let at = 0;
        let source = 0;
        const segments = parts.map(({ gap, length, escaped }) => {
          const start = source + gap;
          const segment = escaped
            ? { at, length: 1, source: { start, end: start + 4 } }
            : { at, length, source: { start, end: start + length } };
          at += segment.length;
          source = segment.source.end;
          return segment;
        });
        const mapped = new MappedText('x'.repeat(at), segments);
        for (let i = 0; i < at; i++) {
          const typed = mapped.toSource({ start: i, end: i + 1 });
          assert.ok(typed);
          for (let offset = typed.start; offset < typed.end; offset++)
            assert.equal(toDecoded(mapped, offset), i);
        }
      }),
    );
  });
});
