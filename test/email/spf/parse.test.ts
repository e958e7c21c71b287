import assert from 'node:assert/strict';
import { formatIp, formatNetwork } from '../../../server/src/dns/address.ts';
import type { MacroPart, SpfTerm } from '../../../server/src/email/spf/model.ts';
import { isSpf } from '../../../server/src/email/spf/parse.ts';
import { at, faultsOf, read, termsOf } from './reading.ts';

type Rows = readonly (readonly [record: string, ...faults: string[]])[];

function eachRow(rows: Rows): void {
  for (const [record, ...faults] of rows) {
    it(JSON.stringify(record), () => assert.deepEqual(faultsOf(record), faults));
  }
}

function only(typed: string): SpfTerm {
  const { terms } = read(typed);
  const [term] = terms;
  assert.ok(term !== undefined && terms.length === 1, typed);
  return term;
}

describe('isSpf', () => {
  const meant = [
    'v=spf1', 'v=spf1 -all', 'V=SPF1 mx', 'v=spf1\tmx', 'v=spf', 'v=spf2 mx', 'v=spf1; mx', 'v=spf1.0 -all', 'v=spf10',
    'v = spf1 mx', 'v:spf1 mx', 'v=spf 1 mx', ' v=spf1 mx', '"v=spf1 mx -all"', 'v=spf1mx', 'v=spf1,-all',
    'spf1 mx -all', 'v=sfp1 include:_spf.example.com ~all', 'vspf1 include:_spf.example.com -all', 'v=spf1\uFFFC',
    'v=sp#1 include:_spf.example.com -all', 'v=include:_spf.example.com ~all', 'v=ip4:192.0.2.1 -all',
  ]; // prettier-ignore
  const other = [
    '', 'v=DMARC1; p=none', 'v=DKIM1; p=', 'v=BIMI1; l=', 'v=STSv1; id=1', 'spf2.0/pra mx -all', 'hello', 'spf', 'v=',
    'spf record: see include:_spf.example.com', 'SPF is not used here', 'v=verify1 ip4:x', 'google-site-verification=spf1',
    'MS=ms12345', '\uFFFC', '\uFFFC v=spf1 -all', 'some text v=spf1 -all', 'v=abc1 -all', 'v=x#y1 -all', 'v=a:b', 'v=include: see below', 'v=mx:host and more words',
  ]; // prettier-ignore
  it('recognizes what is meant to be SPF', () => {
    for (const text of meant) assert.ok(isSpf(text), text);
  });
  it('ignores other values', () => {
    for (const text of other) assert.ok(!isSpf(text), text);
  });
});

describe('valid SPF records', () => {
  // The records of RFC 7208 §5 to §7 and of its appendix A, and forms that other parsers stumble over.
  const rows = [
    'v=spf1',
    'v=spf1   ',
    'v=spf1 +all',
    'v=spf1 a -all',
    'v=spf1 a:example.org -all',
    'v=spf1 mx -all',
    'v=spf1 mx:example.org -all',
    'v=spf1 mx mx:example.org -all',
    'v=spf1 mx/30 mx:example.org/30 -all',
    'v=spf1 ptr -all',
    'v=spf1 ip4:192.0.2.128/28 -all',
    'v=spf1 ip4:192.0.2.0/24 mx ?all',
    'v=spf1 include:example.com include:example.net -all',
    'v=spf1 exists:%{ir}.%{l1r+-}._spf.%{d} -all',
    'v=spf1 redirect=_spf.example.com',
    'v=spf1 a mx -all exp=explain._spf.%{d}',
    'v=spf1 mx -all exp=explain._spf.%{d} redirect=_spf.example.com',
    'v=spf1 a:colo.example.com/28 -all',
    'v=spf1 -ip4:192.0.2.0/24 a//96 +all',
    'v=spf1 a/24//64 mx//0 a/0',
    'v=spf1 mx:example.org -all ra=postmaster rp=15 rr=e:f:s:n',
    'v=spf1 exists:_h.%{h}._l.%{l}._o.%{o}._i.%{i}._spf.%{d} ?all',
    'v=spf1 mx exists:%{l}._%-spf_%_verify%%.%{d} -all',
    'v=spf1 include:%{i}._spf.example.com include:%{ir}.%{v}.%{d2}.spf.example.com -all',
    'V=SPF1 IP4:192.0.2.1 INCLUDE:X.EXAMPLE.COM A:%{D} -ALL REDIRECT=x.example.org',
    'v=spf1 include:_spf.example.com. -all',
    'v=spf1 a:foo:bar/baz.example.com a:foo.example.xn--zckzah -all',
    'v=spf1 exists:exists:%{i}.example.com -all',
    'v=spf1 moo.cow-far_out=man:dog/cat default=+ MS=1,2;3 x= -all',
    'v=spf1 ip6:::1 ip6:2001:DB8::CD30 ip6:2001:db8::/32 ip6:::ffff:0:192.0.2.1/0 ~all',
    'v=spf1 exists:%{S} exists:%{d127r.-+,/_=} a:%{h} a:%{d}/24 a:%{l,}.example.com -all',
    'v=spf1 a:1-2.example.3a a:x.1-2 -all',
    'v=spf1 ip4:0.0.0.0/0 ip4:255.255.255.255/32',
    'v=spf1 foo=%{c}%{r}%{t} -all',
    'v=spf1 -all -all all',
  ];
  eachRow(rows.map((row) => [row]));
});

describe('faults of an SPF record', () => {
  describe('the version', () => {
    eachRow([
      ['v=spf2 mx', 'version "v=spf2" (none)'],
      ['v=spf', 'version "v=spf" (none)'],
      ['v=spf1; mx -all', 'version "v=spf1;" (none)'],
      ['v=spf1;mx -all', 'version "v=spf1;" (none)'],
      ['v=spf1.0 mx', 'version "v=spf1.0" (none)'],
      ['v=spf10 mx', 'version "v=spf10" (none)'],
      ['v = spf1 mx', 'version "v = spf1" (none)'],
      ['v=spf 1 mx', 'version "v=spf 1" (none)'],
      ['spf1 mx -all', 'version "spf1" (none)'],
      [' v=spf1 mx', 'leading-blank " " (none)'],
      ['"v=spf1 mx -all"', 'literal-quotes """ (none)'],
      ['v=spf1mx -all', 'missing-space "v=spf1" (none)'],
      ['v=spf1|mx -all', 'terms-glued-at-joint "v=spf1" (none)'],
      ['v=spf1include:_spf.example.com', 'missing-space "v=spf1" (none)'],
    ]);
  });

  describe('separators of terms', () => {
    eachRow([
      ['v=spf1\tmx -all', 'separator "\t"'],
      ['v=spf1 mx \r\n -all', 'separator " \r\n "'],
      ['v=spf1 mx\xC2\xA0-all', 'separator "\xC2\xA0"'],
      ['v=spf1 -all\n', 'separator "\n"'],
      ['v=spf1 mx, a; -all', 'punctuation ","', 'punctuation ";"'],
      ['v=spf1 mx ; -all', 'punctuation ";"'],
      ['v=spf1 ip4:192.0.2.1,192.0.2.2,-all', 'punctuation ","', 'punctuation ","'],
      ['v=spf1 a:m1.example.com,m2.example.com -all', 'punctuation ","'],
      ['v=spf1 mx,a,-all', 'punctuation ","', 'punctuation ","'],
      ['v=spf1 a:%{d,}.example.com; -all', 'punctuation ";"'],
      ['v=spf1 redirect=_spf.example.com;', 'punctuation ";"'],
      ['v=spf1 mx-all', 'missing-space "mx-all"'],
      ['v=spf1 ip4:192.0.2.1-all', 'missing-space "ip4:192.0.2.1-all"'],
      ['v=spf1 include:_spf.example.com~all', 'missing-space "include:_spf.example.com~all"'],
      ['v=spf1 include:_spf.example.com-all', 'missing-space "include:_spf.example.com-all" (legal)'],
      ['v=spf1 ip4:192.0.2.1ip4:192.0.2.2 -all', 'missing-space "ip4:192.0.2.1ip4:192.0.2.2"'],
      [
        'v=spf1 ip4:192.0.2.1|include:a.example -all',
        'terms-glued-at-joint "ip4:192.0.2.1include:a.example"',
      ],
      [
        'v=spf1 include:_spf.example.com|include:x.example -all',
        'terms-glued-at-joint "include:_spf.example.cominclude:x.example" (legal)',
      ],
      ['v=spf1 include:_spf. |example.com -all', 'term-cut-at-joint " "'],
      // A joint inside a right term is how long records are split.
      ['v=spf1 ip4:192.0.|2.1 include:_spf.ex|ample.com -a|ll'],
      ['v=spf1 a:host-a|.example.com a:exa|mple.com -all'],
    ]);
  });

  describe('terms', () => {
    eachRow([
      ['v=spf1 moo -all', 'unknown-mechanism "moo"'],
      ['v=spf1 moo.cow/far_out=man:dog/cat', 'unknown-mechanism "moo.cow/far_out=man:dog/cat"'],
      ['v=spf1 foo:bar -all', 'unknown-mechanism "foo:bar"'],
      ['v=spf1 mail.example.com -all', 'unknown-mechanism "mail.example.com"'],
      ['v=spf1 mxx:example.com', 'unknown-mechanism "mxx:example.com"'],
      ['v=spf1 inlcude:a.example', 'unknown-mechanism "inlcude:a.example"'],
      ['v=spf1 ipv4:192.0.2.1', 'unknown-mechanism "ipv4:192.0.2.1"'],
      [
        'v=spf1 192.0.2.1 2001:db8::1/64',
        'unknown-mechanism "192.0.2.1"',
        'unknown-mechanism "2001:db8::1/64"',
      ],
      ['v=spf1 1up=foo =all', 'unknown-mechanism "1up=foo"', 'unknown-mechanism "=all"'],
      ['v=spf1 ip4=192.0.2.1', 'missing-colon "ip4=192.0.2.1" (legal)'],
      ['v=spf1 include=_spf.example.com', 'missing-colon "include=_spf.example.com" (legal)'],
      ['v=spf1 -ip4=192.0.2.1', 'missing-colon "-ip4=192.0.2.1"'],
      [
        'v=spf1 ip4192.0.2.1 ip62001:db8::1',
        'missing-colon "ip4192.0.2.1"',
        'missing-colon "ip62001:db8::1"',
      ],
      ['v=spf1 include _spf.example.com', 'missing-colon "include _spf.example.com"'],
      ['v=spf1 a mail.example.com -all', 'missing-colon "a mail.example.com"'],
      ['v=spf1 redirect _spf.example.com', 'missing-colon "redirect _spf.example.com"'],
      ['v=spf1 redirect:_spf.example.com', 'modifier-with-colon "redirect:"'],
      ['v=spf1 exp:x.example -all', 'modifier-with-colon "exp:"'],
      ['v=spf1 mx redirect:_spf.example.com', 'modifier-with-colon "redirect:"'],
      ['v=spf1 include: _spf.example.com', 'space-in-term "include: _spf.example.com"'],
      ['v=spf1 include :_spf.example.com', 'space-in-term "include :_spf.example.com"'],
      ['v=spf1 include : _spf.example.com', 'space-in-term "include : _spf.example.com"'],
      ['v=spf1 ip4: 192.0.2.1', 'space-in-term "ip4: 192.0.2.1"'],
      ['v=spf1 ip4:192.0.2.0 /24', 'space-in-term "ip4:192.0.2.0 /24"'],
      ['v=spf1 redirect= _spf.example.com', 'space-in-term "redirect= _spf.example.com"'],
      ['v=spf1 redirect: _spf.example.com', 'space-in-term "redirect: _spf.example.com"'],
      ['v=spf1 - all', 'qualifier-misplaced "- all"'],
      ['v=spf1 --all', 'qualifier-misplaced "--"'],
      ['v=spf1 all-', 'qualifier-misplaced "all-"'],
      ['v=spf1 ?redirect=a.example', 'qualifier-misplaced "?"'],
      ['v=spf1 include:-a.example', 'qualifier-misplaced "include:-a.example" (legal)'],
      ['v=spf1 \xE2\x80\x93all', 'typographic-dash "\xE2\x80\x93"'],
      ['v=spf1 \x96all', 'typographic-dash "\x96"'],
      ['v=spf1 a:mail\xE2\x80\x931.example.com', 'typographic-dash "\xE2\x80\x93"'],
      ['v=spf1 redirect=a.example redirect=b.example', 'duplicate-modifier "redirect=b.example"'],
      ['v=spf1 exp=a.example -all EXP=a.example', 'duplicate-modifier "EXP=a.example"'],
      ['v=spf1 -all.', 'all-argument "."'],
      ['v=spf1 -all:foobar', 'all-argument ":foobar"'],
      ['v=spf1 -all/8', 'all-argument "/8"'],
      ['v=spf1 \x80a:example.net', 'character "\x80"'],
      ['v=spf1 a:\xEF\xBB\xBFgarbage.example.net', 'character "\xEF\xBB\xBF"'],
      ['v=spf1 a:foo.example.com\0', 'character "\0"'],
    ]);
  });

  describe('domains', () => {
    eachRow([
      ['v=spf1 include -all', 'include-empty "include"'],
      ['v=spf1 include: -all', 'include-empty "include:"'],
      ['v=spf1 include: mx', 'include-empty "include:"'],
      ['v=spf1 redirect=', 'modifier-empty "redirect="'],
      ['v=spf1 exp= -all', 'modifier-empty "exp="'],
      [
        'v=spf1 a: mx:/24 ptr: exists',
        'domain-missing "a:"',
        'domain-missing "mx:"',
        'domain-missing "ptr:"',
        'domain-missing "exists"',
      ],
      ['v=spf1 exists exists:mail.example.com', 'domain-missing "exists"'],
      ['v=spf1 include:192.0.2.1', 'domain-ip "192.0.2.1"'],
      ['v=spf1 a:192.0.2.0/24 mx:2001:db8::1', 'domain-ip "192.0.2.0"', 'domain-ip "2001:db8::1"'],
      ['v=spf1 include:ip4:192.0.2.1', 'domain-ip "ip4:192.0.2.1"'],
      ['v=spf1 include:https://spf.example.com/', 'domain-url "https://spf.example.com/"'],
      ['v=spf1 include:http://spf.example.com', 'domain-url "http://spf.example.com" (legal)'],
      ['v=spf1 include:me@example.com', 'domain-url "me@example.com" (legal)'],
      ['v=spf1 exists:%{l}@example.com'],
      ['v=spf1 a:museum', 'domain-end "museum"'],
      ['v=spf1 a:museum.', 'domain-end "museum."'],
      ['v=spf1 a:abc.123', 'domain-end "abc.123"'],
      ['v=spf1 a:example.-com', 'domain-end "example.-com"'],
      ['v=spf1 a:example.com-', 'qualifier-misplaced "a:example.com-"'],
      ['v=spf1 a:example.com:8080', 'domain-end "example.com:8080"'],
      ['v=spf1 exists:%{i}.123', 'domain-end "%{i}.123"'],
      ['v=spf1 exists:%{l1r+}..', 'domain-end "%{l1r+}.."'],
      ['v=spf1 exp=-all', 'domain-end "-all"'],
      ['v=spf1 a:mail.example...com', 'domain-label "mail.example...com" (legal)'],
      [`v=spf1 a:${'a'.repeat(64)}.example.com`, `domain-label "${'a'.repeat(64)}.example.com" (legal)`],
      ['v=spf1 include:example.com/24', 'prefix-not-allowed "/24"'],
      ['v=spf1 exists:example.com/24 ptr/0', 'prefix-not-allowed "/24"', 'prefix-not-allowed "/0"'],
      ['v=spf1 redirect=example.com/24', 'prefix-not-allowed "/24"'],
      ['v=spf1 exists:%(ir).example.com', 'macro-syntax "%"'],
      ['v=spf1 exists:foo%.example.com', 'macro-syntax "%"'],
      ['v=spf1 exists:%{a}.example.com', 'macro-syntax "%{a}"'],
      ['v=spf1 exists:%{d0}', 'macro-syntax "%{d0}"'],
      ['v=spf1 exists:%{dr2}', 'macro-syntax "%{dr2}"'],
      ['v=spf1 exists:%{}.example.com', 'macro-syntax "%{}"'],
      ['v=spf1 exists:%{i.example.com', 'macro-syntax "%{i.example.com"'],
      ['v=spf1 foo=%abc', 'macro-syntax "%"'],
      ['v=spf1 -all exp=%{r}.example.com', 'macro-exp-only "%{r}"'],
      ['v=spf1 exists:%{x}.%{y}.example', 'macro-syntax "%{x}"', 'macro-syntax "%{y}"'],
    ]);
  });

  describe('addresses and prefixes', () => {
    eachRow([
      ['v=spf1 ip4', 'ip4-invalid "ip4"'],
      ['v=spf1 ip6: -all', 'ip6-invalid "ip6:"'],
      ['v=spf1 ip4:/24', 'ip4-invalid "ip4:/24"'],
      ['v=spf1 ip4:192.0.2', 'ip4-invalid "192.0.2"'],
      ['v=spf1 ip4:192.0.2.300/24', 'ip4-invalid "192.0.2.300"'],
      ['v=spf1 ip4:192.0.2.01', 'ip4-invalid "192.0.2.01"'],
      ['v=spf1 ip4:192.0.2.1:8080', 'ip4-invalid "192.0.2.1:8080"'],
      ['v=spf1 ip4:%{i}', 'ip4-invalid "%{i}"'],
      ['v=spf1 ip6:2001:db8:::1', 'ip6-invalid "2001:db8:::1"'],
      ['v=spf1 ip6::CAFE::BABE', 'ip6-invalid ":CAFE::BABE"'],
      ['v=spf1 ip6:fe80::1%eth0', 'ip6-invalid "fe80::1%eth0"'],
      ['v=spf1 ip4:2001:db8::/48 ip6:192.0.2.1', 'ip-family "2001:db8::"', 'ip-family "192.0.2.1"'],
      ['v=spf1 ip6:::ffff:192.0.2.1', 'ip6-mapped "::ffff:192.0.2.1" (legal)'],
      ['v=spf1 ip4:192.0.2.0/33', 'cidr-invalid "/33"'],
      ['v=spf1 ip4:192.0.2.0/032', 'cidr-invalid "/032"'],
      ['v=spf1 ip4:192.0.2.0/', 'cidr-invalid "/"'],
      ['v=spf1 ip4:192.0.2.0//32', 'cidr-invalid "//32"'],
      ['v=spf1 ip4:192.0.2.0/255.255.255.0', 'cidr-invalid "/255.255.255.0"'],
      ['v=spf1 ip6:2001:db8::/129', 'cidr-invalid "/129"'],
      ['v=spf1 a/33 a//129', 'cidr-invalid "/33"', 'cidr-invalid "//129"'],
      ['v=spf1 a/33//129', 'cidr-invalid "/33"', 'cidr-invalid "//129"'],
      ['v=spf1 a:example.com/2x', 'cidr-invalid "/2x"'],
      ['v=spf1 a/foo', 'cidr-invalid "/foo"'],
      ['v=spf1 a/24/64 mx//', 'dual-cidr "/24/64"', 'dual-cidr "//"'],
      // Every fault is found, not only the first.
      [
        'v=spf1 ip4:192.0.2.300/33 foo a:%{x}/40//200 --all',
        'ip4-invalid "192.0.2.300"',
        'cidr-invalid "/33"',
        'unknown-mechanism "foo"',
        'macro-syntax "%{x}"',
        'cidr-invalid "/40"',
        'cidr-invalid "//200"',
        'qualifier-misplaced "--"',
      ],
    ]);
  });

  describe('holes', () => {
    eachRow([
      ['v=spf1 … -all'],
      ['v=spf1…'],
      ['v=spf1 include:… ip4:192.0.2.…/33 mx… …all foo…bar redirect=…'],
      ['v=spf1 ip4:…/99 exists:%{x}… foo', 'unknown-mechanism "foo"'],
    ]);
  });
});

describe('terms of an SPF record', () => {
  it('keep what was meant, in the order of the record', () => {
    assert.deepEqual(
      termsOf('v=spf1 inlcude:a.example ip4:192.0.2.1,192.0.2.2 mx-all redirect:b.example foo'),
      [
        '+include "inlcude:a.example"',
        '+ip4 "ip4:192.0.2.1"',
        '+ip4 "192.0.2.2"',
        '+mx "mx"',
        '-all "-all"',
        'redirect "redirect:b.example"',
        'unread "foo"',
      ],
    );
    assert.deepEqual(termsOf('v=spf1 include: a.example - all ip4:2001:db8::1 192.0.2.1 ~a-'), [
      '+include "include: a.example"',
      '-all "- all"',
      '+ip6 "ip4:2001:db8::1"',
      '+ip4 "192.0.2.1"',
      '-a "~a-"',
    ]);
  });

  it('has the place of each part', () => {
    const record = read('v=spf1 ~A:Mail.Example.COM./24//64');
    const [term] = record.terms;
    assert.ok(term?.kind === 'a');
    assert.equal(term.qualifier, '~');
    assert.equal(at(record, term.qualifierRange), '~');
    assert.equal(at(record, term.nameRange), 'A');
    assert.equal(term.domain?.name, 'mail.example.com');
    assert.equal(at(record, term.domain.range), 'Mail.Example.COM.');
    assert.deepEqual([term.prefix4?.bits, term.prefix6?.bits], [24, 64]);
    assert.ok(term.prefix4 && term.prefix6);
    assert.equal(at(record, term.prefix4.range), '/24');
    assert.equal(at(record, term.prefix6.range), '//64');
  });

  it('reads addresses with their networks', () => {
    const rows: readonly (readonly [string, string, string])[] = [
      ['ip4:192.0.2.5/24', '192.0.2.5', '192.0.2.0/24'],
      ['ip4:192.0.2.5', '192.0.2.5', '192.0.2.5/32'],
      ['-ip6:2001:DB8::1/32', '2001:db8::1', '2001:db8::/32'],
      ['ip6:::192.0.2.1', '::c000:201', '::c000:201/128'],
    ];
    for (const [typed, address, network] of rows) {
      const term = only(`v=spf1 ${typed}`);
      assert.ok('network' in term && term.address && term.network);
      assert.equal(formatIp(term.address), address);
      assert.equal(formatNetwork(term.network), network);
    }
    const broken = only('v=spf1 ip4:192.0.2.0/33');
    assert.ok('network' in broken && broken.address !== undefined && broken.network === undefined);
  });

  it('reads macros with all their parts', () => {
    const record = read('v=spf1 exists:a%{iR}.%{L2r+-}%%%_%-.%{d1}');
    const [term] = record.terms;
    assert.ok(term?.kind === 'exists' && term.domain);
    const show = (part: MacroPart): string => {
      if (part.kind === 'macro') {
        const { letter, escaped, keep, reversed, delimiters } = part;
        return `${letter} ${escaped} ${keep ?? '-'} ${reversed} ${delimiters} "${at(record, part.range)}"`;
      }
      return 'text' in part ? `${part.kind} ${part.text}` : part.kind;
    };
    assert.deepEqual(term.domain.parts.map(show), [
      'literal a',
      'i false - true . "%{iR}"',
      'literal .',
      'l true 2 true +- "%{L2r+-}"',
      'escape %',
      'escape  ',
      'escape %20',
      'literal .',
      'd false 1 false . "%{d1}"',
    ]);
    assert.equal(term.domain.name, undefined);
    const [, , , macro] = term.domain.parts;
    assert.ok(macro?.kind === 'macro');
    assert.deepEqual(
      [macro.letterRange, macro.keepRange, macro.reversedRange, macro.delimitersRange].map((r) =>
        at(record, r),
      ),
      ['L', '2', 'r', '+-'],
    );
  });

  it('has what an evaluator needs', () => {
    const record = read('v=spf1 redirect=a.example ip4=192.0.2.9 mx exp=e.example ~all a redirect2=x');
    assert.deepEqual(
      record.directives.map((term) => at(record, term.range)),
      ['mx', '~all'],
    );
    assert.equal(record.redirect, undefined);
    assert.equal(record.exp?.domain?.name, 'e.example');
    assert.equal(record.permerror, false);
    assert.equal(read('v=spf1 mx redirect=a.example').redirect?.domain?.name, 'a.example');
    assert.equal(read('v=spf1 mx foo').permerror, true);
    assert.equal(read('v=spf2 mx').version.selected, false);
    assert.equal(read('v=spf1 ip4=192.0.2.1').permerror, false);
  });

  it('trusts only what is before an unresolved value', () => {
    const { terms } = read('v=spf1 include:_spf.… ip4:192.0.2.0/… …all mx…');
    const shown = terms.map((term) => `${term.kind} ${term.hasHole}`);
    assert.deepEqual(shown, ['include true', 'ip4 true', 'unread true', 'unread true']);
    const [include, ip4] = terms;
    assert.ok(include?.kind === 'include' && include.domain?.name === undefined);
    assert.ok(ip4?.kind === 'ip4' && ip4.network === undefined);
  });
});
