import assert from 'node:assert/strict';
import fc from 'fast-check';

import { decodeText, encodeText, isBinary, isUtf16 } from '../../server/src/hosts/node/encoding.ts';

describe('text decoding', () => {
  const table: readonly (readonly [octets: number[], text: string])[] = [
    [[], ''],
    [[0x61, 0x0a], 'a\n'],
    [[0xef, 0xbb, 0xbf, 0x61], '\uFEFFa'],
    [[0xc3, 0xa9], 'é'],
    [[0xf0, 0x9f, 0x98, 0x80], '😀'],
    // Latin-1
    [[0x63, 0x61, 0x66, 0xe9, 0x20, 0xc3, 0xa9], 'caf\uDCE9 é'],
    // Overlong, a surrogate, above U+10FFFF, cut short
    [[0xc0, 0x80], '\uDCC0\uDC80'],
    [[0xe0, 0x80, 0x80], '\uDCE0\uDC80\uDC80'],
    [[0xed, 0xb2, 0x80], '\uDCED\uDCB2\uDC80'],
    [[0xf4, 0x90, 0x80, 0x80], '\uDCF4\uDC90\uDC80\uDC80'],
    [[0xf0, 0x9f, 0x98], '\uDCF0\uDC9F\uDC98'],
    [[0xff, 0x41], '\uDCFFA'],
  ];
  for (const [octets, text] of table) {
    it(`reads ${Buffer.from(octets).toString('hex') || 'nothing'}`, () => {
      assert.equal(decodeText(Buffer.from(octets)), text);
    });
  }

  it('returns the same octets, whatever they are', () => {
    const runs = fc.array(
      fc.oneof(
        fc.uint8Array({ maxLength: 6 }),
        fc.string({ unit: 'binary', maxLength: 4 }).map((text) => Buffer.from(text)),
      ),
    );
    fc.assert(
      fc.property(runs, (pieces) => {
        const octets = Buffer.concat(pieces);
        assert.ok(encodeText(decodeText(octets)).equals(octets));
      }),
    );
  });

  it('reads UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.equal(decodeText(Buffer.from(text)), Buffer.from(text).toString());
      }),
    );
  });

  it('distinguishes text from other data', () => {
    assert.ok(isBinary(Buffer.from('a\0b')));
    assert.ok(!isBinary(Buffer.from('a\xFFb', 'latin1')));
    assert.ok(isUtf16(Buffer.from('\uFEFFa', 'utf16le')));
    assert.ok(!isUtf16(Buffer.from('\uFEFFa', 'utf8')));
  });
});
