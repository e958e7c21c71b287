import assert from 'node:assert/strict';
import { HOLE } from '../../server/src/text/mapped-text.ts';
import { printable, printableLines } from '../../server/src/text/printable.ts';
import { HOSTILE } from '../harness/hostile.ts';
import { unprintableIn } from '../harness/rendered.ts';

describe('printable', () => {
  for (const [given, shown] of [
    ['v=spf1 -all', 'v=spf1 -all'],
    ['café 日本 😀', 'café 日本 😀'],
    ['a\u001b[31mb\u0007\u007f', 'a␛[31mb␇␡'],
    ['a\r\n\tb', 'a␍␊␉b'],
    ['a\u009b1m', 'a\\u{009B}1m'],
    ['a\u202eb\u2066c\u061cd', 'a\\u{202E}b\\u{2066}c\\u{061C}d'],
    ['a\u200bb\ufeffc\u2060d', 'a\\u{200B}b\\u{FEFF}c\\u{2060}d'],
    ['a\u3164b\u034fc\u{e0041}', 'a\\u{3164}b\\u{034F}c\\u{E0041}'],
    ['a\u2028b', 'a\\u{2028}b'],
    ['a\ud800b', 'a\ufffdb'],
    [`a${HOLE}b`, 'a${…}b'],
  ] as const) {
    it(JSON.stringify(given), () => assert.equal(printable(given), shown));
  }

  it('leaves no hidden or control characters, and changes nothing twice', () => {
    for (const hostile of HOSTILE) {
      const shown = printable(hostile);
      assert.deepEqual(unprintableIn(shown), []);
      assert.equal(printable(shown), shown);
    }
  });

  it('keeps line ends in texts with lines', () => {
    assert.equal(printableLines('a\u001b\nb'), 'a␛\nb');
  });
});
