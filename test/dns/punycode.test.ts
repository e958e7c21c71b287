import assert from 'node:assert/strict';
import { domainToASCII } from 'node:url';
import fc from 'fast-check';
import { asciiNameOf } from '../../server/src/dns/punycode.ts';
import { runs } from '../harness/runs.ts';

describe('a name that is not ASCII', () => {
  it('is encoded label by label', () => {
    assert.equal(asciiNameOf('www.example.com'), 'www.example.com');
    assert.equal(asciiNameOf('Düsseldorf.example'), 'xn--dsseldorf-q9a.example');
    assert.equal(asciiNameOf('_dmarc.ü.例え.example'), '_dmarc.xn--tda.xn--r8jz45g.example');
  });

  it('is the same as in URLs', () => {
    // Letters that IDNA keeps as they are.
    const letter = fc.constantFrom(...Array.from('abcz09éüøłňωдяक한漢字'));
    fc.assert(
      fc.property(fc.array(letter, { minLength: 1, maxLength: 12 }), (letters) => {
        const name = `a${letters.join('')}.example`;
        assert.equal(asciiNameOf(name), domainToASCII(name));
      }),
      { numRuns: runs(300) },
    );
  });
});
