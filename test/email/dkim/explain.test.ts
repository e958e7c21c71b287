import assert from 'node:assert/strict';
import fc from 'fast-check';
import { explainDkim } from '../../../server/src/email/dkim/token-explanations.ts';
import { parseDkim } from '../../../server/src/email/dkim/parse.ts';
import { MappedText } from '../../../server/src/text/mapped-text.ts';
import type { TokenExplanation } from '../../../server/src/email/policy-record.ts';
import { ed25519Key, rsaKey } from './keys.ts';

/** What is said at the `|`. */
function at(marked: string): (TokenExplanation & { readonly token: string }) | undefined {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const said = explainDkim(parseDkim(MappedText.verbatim(text, 0)), offset);
  return said && { ...said, token: text.slice(said.range.start, said.range.end) };
}

describe('hover on a DKIM key', () => {
  for (const [marked, token, title, says] of [
    ['|v=DKIM1; p=', 'v=DKIM1', 'v=', /must be the first tag/],
    ['v=D|KIM2; p=', 'v=DKIM2', 'v=', /discard/],
    ['k=|rsa; p=', 'k=rsa', 'k=', /^RSA/],
    ['k=|ed25519; p=', 'k=ed25519', 'k=', /^Ed25519/],
    ['k=|dsa; p=', 'k=dsa', 'k=', /`dsa`/],
    ['h=sha256:s|ha1; p=', 'sha1', 'h=sha1', /^SHA-1: broken/],
    ['|h=sha256:sha1; p=', 'h=sha256:sha1', 'h=', /hashes/],
    ['s=em|ail; p=', 'email', 's=email', /^Email/],
    ['t=|y:s; p=', 'y', 't=y', /^Testing/],
    ['t=y:|s; p=', 's', 't=s', /^Strict/],
    ['n=he|llo; p=', 'n=hello', 'n=', /administrators/],
    ['g=|*; p=', 'g=*', 'g=', /limits nothing/],
    ['x|yz=1; p=', 'xyz=1', 'xyz=', /do not have a tag/],
    ['v=DKIM1; |p=', 'p=', 'p=', /revoked/],
  ] as const) {
    it(`explains ${marked}`, () => {
      const said = at(marked);
      assert.equal(said?.token, token);
      assert.equal(said.title, title);
      assert.match(said.text.source, says);
      assert.ok(said.specs.length > 0);
    });
  }

  for (const [key, says] of [
    [rsaKey(2048), /^RSA, 2048 bits, exponent 65537\. The recommended minimum/],
    [rsaKey(1024), /^RSA, 1024 bits, exponent 65537\. Receivers accept keys of 1024/],
    [rsaKey(512), /^RSA, 512 bits, exponent 65537\. Too short/],
    [ed25519Key(), /^Ed25519, 32 octets/],
    ['AAAA', /cannot be decoded/],
  ] as const) {
    it(`explains the key: ${says.source.slice(1, 20)}`, () => {
      assert.match(at(`v=DKIM1; p=|${key}`)?.text.source ?? '', says);
    });
  }

  it('has no text between tags', () => {
    assert.equal(at('v=DKIM1;| p='), undefined);
  });

  it('has a text at every character of a tag, in any value', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const record = parseDkim(MappedText.verbatim(text, 0));
        for (let i = 0; i <= text.length; i++) {
          const inside = record.tags.some(({ range }) => range.start <= i && i < range.end);
          if (inside) assert.ok(explainDkim(record, i));
        }
      }),
    );
  });
});
