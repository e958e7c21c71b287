import assert from 'node:assert/strict';
import { parseIp } from '../../../server/src/dns/address.ts';
import type { MacroValues } from '../../../server/src/email/spf/expand.ts';
import { expandDomain, expandMacros } from '../../../server/src/email/spf/expand.ts';
import { Faults } from '../../../server/src/email/spf/faults.ts';
import { readMacroString } from '../../../server/src/email/spf/macros.ts';
import type { MacroString } from '../../../server/src/email/spf/model.ts';
import { HOLE } from '../../../server/src/text/mapped-text.ts';

function valuesFor(address: string, more: Partial<MacroValues> = {}): MacroValues {
  const ip = parseIp(address);
  assert.ok(ip !== undefined);
  return {
    ip,
    localPart: 'strong-bad',
    senderDomain: 'email.example.com',
    domain: 'email.example.com',
    helo: 'mta.example.org',
    validatedName: 'mx.example.org',
    receiver: 'mx.example.net',
    time: 1000000000,
    ...more,
  };
}

function macros(text: string): MacroString {
  return readMacroString(text, 0, text.length, 'explanation', new Faults());
}

describe('macro expansion', () => {
  it('follows RFC 7208 §7.4', () => {
    const rows: readonly (readonly [string, string])[] = [
      ['%{s}', 'strong-bad@email.example.com'],
      ['%{o}', 'email.example.com'],
      ['%{d}', 'email.example.com'],
      ['%{d4}', 'email.example.com'],
      ['%{d3}', 'email.example.com'],
      ['%{d2}', 'example.com'],
      ['%{d1}', 'com'],
      ['%{dr}', 'com.example.email'],
      ['%{d2r}', 'example.email'],
      ['%{l}', 'strong-bad'],
      ['%{l-}', 'strong.bad'],
      ['%{lr}', 'strong-bad'],
      ['%{lr-}', 'bad.strong'],
      ['%{l1r-}', 'strong'],
      ['%{ir}.%{v}._spf.%{d2}', '3.2.0.192.in-addr._spf.example.com'],
      ['%{lr-}.lp._spf.%{d2}', 'bad.strong.lp._spf.example.com'],
      ['%{lr-}.lp.%{ir}.%{v}._spf.%{d2}', 'bad.strong.lp.3.2.0.192.in-addr._spf.example.com'],
      ['%{ir}.%{v}.%{l1r-}.lp._spf.%{d2}', '3.2.0.192.in-addr.strong.lp._spf.example.com'],
      ['%{d2}.trusted-domains.example.net', 'example.com.trusted-domains.example.net'],
      ['%{h} %{p} %{c} %{r} %{t}', 'mta.example.org mx.example.org 192.0.2.3 mx.example.net 1000000000'],
      ['100%%%_%-', '100% %20'],
    ];
    for (const [text, expanded] of rows) {
      assert.equal(expandMacros(macros(text), valuesFor('192.0.2.3')), expanded, text);
    }
    assert.equal(
      expandMacros(macros('%{ir}.%{v}._spf.%{d2}'), valuesFor('2001:db8::cb01')),
      '1.0.B.C.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.B.D.0.1.0.0.2.ip6._spf.example.com',
    );
    assert.equal(expandMacros(macros('%{c}'), valuesFor('2001:DB8::CB01')), '2001:db8::cb01');
  });

  it('escapes for an uppercase letter, after the other transformations', () => {
    const values = valuesFor('192.0.2.3', { localPart: '~jack&jill=up-a_b3.c' });
    assert.equal(expandMacros(macros('%{L}'), values), '~jack%26jill%3Dup-a_b3.c');
    assert.equal(expandMacros(macros('%{L=}'), values), '~jack%26jill.up-a_b3.c');
  });

  it('splits at several delimiters', () => {
    const values = valuesFor('192.0.2.3', { localPart: 'foo-bar+zip+quux', domain: 'e12.example.com' });
    assert.equal(expandMacros(macros('%{l2r+-}.user.%{d2}'), values), 'bar.foo.user.example.com');
  });

  it('removes labels from a name that is too long', () => {
    const long = Array.from({ length: 10 }, (_, i) => `label${i}-${'x'.repeat(30)}`).join('.');
    const name = expandDomain(macros(`${long}.%{d}.`), valuesFor('192.0.2.3'));
    assert.ok(name !== undefined && name.length <= 253 && name.length > 253 - 38);
    assert.ok(`${long}.email.example.com`.endsWith(`.${name}`));
  });

  it('returns nothing if a part is unknown', () => {
    assert.equal(expandMacros(macros(`${HOLE}.example.com`), valuesFor('192.0.2.3')), undefined);
    assert.equal(expandMacros(macros('%{x}.example.com'), valuesFor('192.0.2.3')), undefined);
  });
});
