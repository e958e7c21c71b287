import assert from 'node:assert/strict';
import type { Range } from '../../../server/src/text/range.ts';
import { at, read, termsOf } from './reading.ts';

type Rows = readonly (readonly [terms: string, ...expected: string[]])[];

/** `code "text" field=… → "replacement"` for each fault. Only the name of a field shows that it is the text. */
function detailsOf(typed: string): readonly string[] {
  const record = read(typed);
  return record.faults.map(({ code, range, effect, ...fields }) => {
    const text = at(record, range);
    const shown = Object.entries(fields).flatMap(([name, field]: readonly [string, Field]) => {
      if (field === undefined) return [];
      if (typeof field === 'object') return [`${name} "${at(record, field)}"`];
      if (name === 'replacement') return [`→ "${field}"`];
      return [field === text ? name : `${name}=${field}`];
    });
    return [`${code} "${text}"`, ...(effect === 'permerror' ? [] : [`(${effect})`]), ...shown].join(' ');
  });
}

type Field = string | number | Range | undefined;

/** Rows without a version have one. */
function eachRow(rows: Rows): void {
  for (const [terms, ...faults] of rows) {
    it(JSON.stringify(terms), () => {
      assert.deepEqual(detailsOf(terms.startsWith('v=') ? terms : `v=spf1 ${terms}`), faults);
    });
  }
}

describe('details of SPF faults: punctuation', () => {
  eachRow([
    ['mx, a; -all', 'punctuation "," insert=', 'punctuation ";" insert='],
    [',mx,,a, -all', 'punctuation "," insert=', 'punctuation ",," insert= ', 'punctuation "," insert='],
    ['ip4:192.0.2.1,192.0.2.2/31,-all', 'punctuation "," insert= ip4:', 'punctuation "," insert= '],
    ['-ip4:192.0.2.1;192.0.2.2 ~all', 'punctuation ";" insert= -ip4:'],
    ['?a:m1.example.com,m2.example.com/24 -all', 'punctuation "," insert= ?a:'],
    ['include:a.example,b.example,mx -all', 'punctuation "," insert= include:', 'punctuation "," insert= '],
    ['mx,foo -all', 'unknown-mechanism "mx,foo" reason=unknown'],
    ['foo,mx -all', 'unknown-mechanism "foo,mx" reason=unknown'],
    ['foo, -all', 'unknown-mechanism "foo" reason=unknown', 'punctuation "," insert='],
    [', -all', 'punctuation "," insert='],
    ['a:%{d,}.example.com; -all', 'punctuation ";" insert='],
    ['redirect=a.example;b.example'],
    ['moo=a,b -all'],
    ['exp=a.example,b.example'],
  ]);
});

describe('details of SPF faults: terms without a space', () => {
  eachRow([
    ['mx-all', 'missing-space "mx-all" reason=between before "mx" after "-all"'],
    [
      'ip4:192.0.2.1-all',
      'missing-space "ip4:192.0.2.1-all" reason=between before "ip4:192.0.2.1" after "-all"',
    ],
    [
      'ip4:192.0.2.1ip4:192.0.2.2include:a.example -all',
      'missing-space "ip4:192.0.2.1ip4:192.0.2.2" reason=between before "ip4:192.0.2.1" after "ip4:192.0.2.2"',
      'missing-space "ip4:192.0.2.2include:a.example" reason=between before "ip4:192.0.2.2" after "include:a.example"',
    ],
    [
      'include:a.example-all',
      'missing-space "include:a.example-all" (legal) reason=between before "include:a.example" after "-all"',
    ],
    [
      'include:a.examplinclude:b.example -all',
      'missing-space "include:a.examplinclude:b.example" (legal) reason=between before "include:a.exampl" after "include:b.example"',
    ],
    [
      'ip4:192.0.2.1|include:a.example -all',
      'terms-glued-at-joint "ip4:192.0.2.1include:a.example" before "ip4:192.0.2.1" after "include:a.example"',
    ],
    [
      'include:a.example|include:b.example -all',
      'terms-glued-at-joint "include:a.exampleinclude:b.example" (legal) before "include:a.example" after "include:b.example"',
    ],
    ['a:b.example|mx -all'],
    ['a|mx -all', 'terms-glued-at-joint "amx" before "a" after "mx"'],
    ['include:a.|example -all'],
    ['include:a. |example -all', 'term-cut-at-joint " "'],
    ['include:a.example |mx -all'],
    ['mxa -all', 'unknown-mechanism "mxa" reason=unknown'],
    ['mx-foo -all', 'unknown-mechanism "mx-foo" reason=unknown'],
  ]);
});

describe('details of SPF faults: mechanisms with "=" or without ":"', () => {
  eachRow([
    ['ip4=192.0.2.1 -all', 'missing-colon "ip4=192.0.2.1" (legal) reason=equals → "ip4:192.0.2.1"'],
    [
      'ip4=192.0.2.0/33 -all',
      'missing-colon "ip4=192.0.2.0/33" (legal) reason=equals → "ip4:192.0.2.0/33"',
      'cidr-invalid "/33" (legal) family=IPv4 max=32 reason=too-long',
    ],
    ['ip6=2001:db8::1 -all', 'missing-colon "ip6=2001:db8::1" (legal) reason=equals → "ip6:2001:db8::1"'],
    ['ip4=a.example -all'],
    [
      'include=a.example -all',
      'missing-colon "include=a.example" (legal) reason=equals → "include:a.example"',
    ],
    [
      'include=192.0.2.1 -all',
      'missing-colon "include=192.0.2.1" (legal) reason=equals → "include:192.0.2.1"',
      'domain-ip "192.0.2.1" (legal) mechanism=ip4 address',
    ],
    ['a=hello -all'],
    ['mx=a.example/24 -all', 'missing-colon "mx=a.example/24" (legal) reason=equals → "mx:a.example/24"'],
    ['all=x -all'],
    ['-ip4=192.0.2.1', 'missing-colon "-ip4=192.0.2.1" reason=missing → "-ip4:192.0.2.1"'],
    ['ip4192.0.2.1 -all', 'missing-colon "ip4192.0.2.1" reason=missing → "ip4:192.0.2.1"'],
    ['ip62001:db8::1/32 -all', 'missing-colon "ip62001:db8::1/32" reason=missing → "ip6:2001:db8::1/32"'],
    ['ip4;192.0.2.1 -all', 'missing-colon "ip4;192.0.2.1" reason=missing → "ip4:192.0.2.1"'],
    ['ip4.192.0.2.1 -all', 'missing-colon "ip4.192.0.2.1" reason=missing → "ip4:192.0.2.1"'],
    [
      '-includespf.a.example',
      'missing-colon "-includespf.a.example" reason=missing → "-include:spf.a.example"',
    ],
    ['includespf -all', 'unknown-mechanism "includespf" reason=unknown'],
    ['existsa.example -all', 'missing-colon "existsa.example" reason=missing → "exists:a.example"'],
    ['include192.0.2.1 -all', 'unknown-mechanism "include192.0.2.1" reason=unknown'],
    ['include;a.example -all', 'missing-colon "include;a.example" reason=missing → "include:a.example"'],
    ['ip4;a.example -all', 'unknown-mechanism "ip4;a.example" reason=unknown'],
  ]);
});

describe('details of SPF faults: parts of a term that are apart', () => {
  eachRow([
    ['include: a.example', 'space-in-term "include: a.example" → "include:a.example"'],
    ['include :a.example', 'space-in-term "include :a.example" → "include:a.example"'],
    ['-include : a.example', 'space-in-term "-include : a.example" → "-include:a.example"'],
    ['include a.example', 'missing-colon "include a.example" reason=missing → "include:a.example"'],
    ['a mail.example.com -all', 'missing-colon "a mail.example.com" reason=missing → "a:mail.example.com"'],
    ['a 192.0.2.1 -all', 'unknown-mechanism "192.0.2.1" reason=bare-address → "ip4:192.0.2.1"'],
    ['ip4 192.0.2.1/24 -all', 'missing-colon "ip4 192.0.2.1/24" reason=missing → "ip4:192.0.2.1/24"'],
    [
      'ip4 a.example -all',
      'ip4-invalid "ip4" reason=missing',
      'unknown-mechanism "a.example" reason=unknown',
    ],
    [
      'ip4: a.example -all',
      'space-in-term "ip4: a.example" → "ip4:a.example"',
      'ip4-invalid "a.example" reason=name',
    ],
    ['ip4: 192.0.2.1 -all', 'space-in-term "ip4: 192.0.2.1" → "ip4:192.0.2.1"'],
    ['include: mx -all', 'include-empty "include:"'],
    ['include :', 'include-empty "include"', 'unknown-mechanism ":" reason=unknown'],
    ['include : mx', 'include-empty "include"', 'unknown-mechanism ":" reason=unknown'],
    ['ip4:192.0.2.0 /24', 'space-in-term "ip4:192.0.2.0 /24" → "ip4:192.0.2.0/24"'],
    ['a /24 -all', 'space-in-term "a /24" → "a/24"'],
    ['mx:a.example //64 -all', 'space-in-term "mx:a.example //64" → "mx:a.example//64"'],
    ['a:a.example /24//64 -all', 'space-in-term "a:a.example /24//64" → "a:a.example/24//64"'],
    ['a/24 /24 -all', 'unknown-mechanism "/24" reason=unknown'],
    ['include:a.example /24 -all', 'unknown-mechanism "/24" reason=unknown'],
    [
      'ip4:192.0.2.300 /24 -all',
      'ip4-invalid "192.0.2.300" reason=over-255 octet=300',
      'unknown-mechanism "/24" reason=unknown',
    ],
    ['a /24x -all', 'unknown-mechanism "/24x" reason=unknown'],
    ['all /24', 'unknown-mechanism "/24" reason=unknown'],
    ['redirect= a.example', 'space-in-term "redirect= a.example" → "redirect=a.example"'],
    ['redirect: a.example', 'space-in-term "redirect: a.example" → "redirect=a.example"'],
    ['redirect =a.example', 'space-in-term "redirect =a.example" → "redirect=a.example"'],
    ['redirect a.example', 'missing-colon "redirect a.example" reason=missing → "redirect=a.example"'],
    ['exp hello -all', 'modifier-empty "exp"', 'unknown-mechanism "hello" reason=unknown'],
    [
      '-redirect a.example',
      'unknown-mechanism "-redirect" reason=unknown',
      'unknown-mechanism "a.example" reason=unknown',
    ],
    [
      'redirect = a.example',
      'modifier-empty "redirect"',
      'unknown-mechanism "=" reason=unknown',
      'unknown-mechanism "a.example" reason=unknown',
    ],
    ['- all', 'qualifier-misplaced "- all" reason=apart → "-all"'],
    ['~ include:a.example', 'qualifier-misplaced "~ include:a.example" reason=apart → "~include:a.example"'],
    ['- -all', 'unknown-mechanism "-" reason=unknown'],
    ['- redirect=a.example', 'unknown-mechanism "-" reason=unknown'],
    ['-- all', 'unknown-mechanism "--" reason=unknown'],
  ]);
});

describe('details of SPF faults: qualifiers', () => {
  eachRow([
    ['--all', 'qualifier-misplaced "--" reason=twice → "-"'],
    ['-~all', 'qualifier-misplaced "-~" reason=twice'],
    ['-+-mx ?all', 'qualifier-misplaced "-+-" reason=twice'],
    ['--foo', 'unknown-mechanism "--foo" reason=unknown'],
    ['---redirect=a.example', 'qualifier-misplaced "---" reason=modifier → ""'],
    ['-exp=a.example -all', 'qualifier-misplaced "-" reason=modifier → ""'],
    ['-x=1 -all', 'qualifier-misplaced "-" reason=modifier → ""'],
    ['all-', 'qualifier-misplaced "all-" reason=at-end → "-all"'],
    ['~a-', 'qualifier-misplaced "~a-" reason=at-end'],
    ['-a-', 'qualifier-misplaced "-a-" reason=at-end → "-a"'],
    ['include:a.example-', 'qualifier-misplaced "include:a.example-" reason=at-end'],
    ['include:a.example~', 'qualifier-misplaced "include:a.example~" reason=at-end'],
    [
      '-include:a.example- all',
      'qualifier-misplaced "-include:a.example-" reason=at-end → "-include:a.example"',
    ],
    ['foo-', 'unknown-mechanism "foo-" reason=unknown'],
    [
      'include:-a.example -all',
      'qualifier-misplaced "include:-a.example" (legal) reason=after-colon → "include:a.example"',
    ],
    ['a:-a.example -all', 'qualifier-misplaced "a:-a.example" (legal) reason=after-colon → "-a:a.example"'],
    ['ip4:-192.0.2.1 -all', 'qualifier-misplaced "ip4:-192.0.2.1" reason=after-colon → "-ip4:192.0.2.1"'],
    ['~a:-a.example -all'],
    ['-include:-a.example'],
    ['a:-museum -all', 'domain-end "-museum" reason=single-label'],
    [
      'mx:~a.example -all',
      'qualifier-misplaced "mx:~a.example" (legal) reason=after-colon → "~mx:a.example"',
    ],
    [
      'ip6:?2001:db8::1 -all',
      'qualifier-misplaced "ip6:?2001:db8::1" reason=after-colon → "?ip6:2001:db8::1"',
    ],
  ]);
});

describe('details of SPF faults: dashes', () => {
  eachRow([
    ['\x96all', 'typographic-dash "\x96"'],
    ['\xE2\x80\x93all', 'typographic-dash "\xE2\x80\x93"'],
    ['\xE2\x80\x93ip4:192.0.2.1', 'typographic-dash "\xE2\x80\x93"'],
    ['\xE2\x80\x93foo', 'character "\xE2\x80\x93" kind=dash'],
    [
      'a:mail\xE2\x80\x931\xE2\x80\x942.example.com -all',
      'typographic-dash "\xE2\x80\x93"',
      'typographic-dash "\xE2\x80\x94"',
    ],
    ['a:\xE2\x80\x93 -all', 'character "\xE2\x80\x93" kind=dash'],
    ['\xE2\x88\x92all', 'typographic-dash "\xE2\x88\x92"'],
  ]);
});

describe('details of SPF faults: modifiers', () => {
  eachRow([
    ['redirect:a.example', 'modifier-with-colon "redirect:" name "redirect"'],
    ['redirect:', 'modifier-empty "redirect:"'],
    ['redirect', 'modifier-empty "redirect"'],
    ['exp: -all', 'modifier-empty "exp:"'],
    ['redirect=', 'modifier-empty "redirect="'],
    ['redirect=a.example/24', 'prefix-not-allowed "/24"'],
    ['redirect=a.example/x', 'domain-end "a.example/x" reason=characters'],
    [
      'redirect=a.example redirect=b.example exp=c.example exp=d.example',
      'duplicate-modifier "redirect=b.example" name=redirect first "redirect=a.example"',
      'duplicate-modifier "exp=d.example" name=exp first "exp=c.example"',
    ],
  ]);
});

describe('details of SPF faults: all', () => {
  eachRow([
    ['-all.', 'all-argument "."'],
    ['-all"', 'all-argument """'],
    ['-all:foobar', 'all-argument ":foobar"'],
    ['-all/8', 'all-argument "/8"'],
    ['all;x', 'unknown-mechanism "all;x" reason=unknown'],
    ['-all\xE2\x80\x9D', 'character "\xE2\x80\x9D" kind=quote'],
    ['-alls', 'unknown-mechanism "-alls" reason=misspelled name=all → "-all"'],
  ]);
});

describe('details of SPF faults: words without a mechanism', () => {
  eachRow([
    ['192.0.2.1 -all', 'unknown-mechanism "192.0.2.1" reason=bare-address → "ip4:192.0.2.1"'],
    [
      '-192.0.2.0/33 -all',
      'unknown-mechanism "-192.0.2.0/33" reason=bare-address → "-ip4:192.0.2.0/33"',
      'cidr-invalid "/33" family=IPv4 max=32 reason=too-long',
    ],
    ['2001:db8::1/64 -all', 'unknown-mechanism "2001:db8::1/64" reason=bare-address → "ip6:2001:db8::1/64"'],
    [
      'inlcude:a.example -all',
      'unknown-mechanism "inlcude:a.example" reason=misspelled name=include → "include:a.example"',
    ],
    [
      '-ipv4:192.0.2.1 -all',
      'unknown-mechanism "-ipv4:192.0.2.1" reason=misspelled name=ip4 → "-ip4:192.0.2.1"',
    ],
    [
      'ip:192.0.2.1/24 ip:2001:db8::1 ip_v6:192.0.2.1 -all',
      'unknown-mechanism "ip:192.0.2.1/24" reason=misspelled name=ip4 → "ip4:192.0.2.1/24"',
      'unknown-mechanism "ip:2001:db8::1" reason=misspelled name=ip6 → "ip6:2001:db8::1"',
      'unknown-mechanism "ip_v6:192.0.2.1" reason=misspelled name=ip4 → "ip4:192.0.2.1"',
    ],
    ['ip5:a.example -all', 'unknown-mechanism "ip5:a.example" reason=unknown'],
    ['mxx:a.example', 'unknown-mechanism "mxx:a.example" reason=unknown'],
    ['inclde:192.0.2.1 -all', 'unknown-mechanism "inclde:192.0.2.1" reason=unknown'],
    [
      'exist:%{i}.a.example -all',
      'unknown-mechanism "exist:%{i}.a.example" reason=misspelled name=exists → "exists:%{i}.a.example"',
    ],
    ['rediect=a.example'],
    ['foo:bar', 'unknown-mechanism "foo:bar" reason=unknown'],
    ['mail.example.com -all', 'unknown-mechanism "mail.example.com" reason=unknown'],
    ['moo.cow/far_out=man:dog/cat', 'unknown-mechanism "moo.cow/far_out=man:dog/cat" reason=unknown'],
    ['\x80a:example.net', 'character "\x80" kind=other'],
    [
      'foo\xE2\x80\x9C\xE2\x80\x8B\x00 -all',
      'character "\xE2\x80\x9C" kind=quote',
      'character "\xE2\x80\x8B\x00" kind=invisible',
    ],
  ]);
});

describe('details of SPF faults: separators', () => {
  eachRow([
    ['v=spf1\tmx -all', 'separator "\t" reason=between spaces=a tab'],
    ['mx \r\n -all', 'separator " \r\n " reason=between spaces=a line break'],
    [
      'mx\xC2\xA0\xE2\x80\x89-all',
      'separator "\xC2\xA0\xE2\x80\x89" reason=between spaces=a no-break space and a typographic space',
    ],
    ['-all\n', 'separator "\n" reason=end spaces=a line break'],
    ['-all \t ', 'separator " \t " reason=end spaces=a tab'],
  ]);
});

describe('details of SPF faults: domains', () => {
  eachRow([
    ['include: -all', 'include-empty "include:"'],
    [
      'a: mx:/24 ptr: exists ptr/24 include',
      'domain-missing "a:"',
      'domain-missing "mx:"',
      'domain-missing "ptr:"',
      'domain-missing "exists"',
      'prefix-not-allowed "/24"',
      'include-empty "include"',
    ],
    [
      'include:192.0.2.1 a:[2001:db8::1] mx:ip4:192.0.2.0/24 exists:[192.0.2.1',
      'domain-ip "192.0.2.1" mechanism=ip4 address',
      'domain-ip "[2001:db8::1]" mechanism=ip6 address=2001:db8::1',
      'domain-ip "ip4:192.0.2.0" mechanism=ip4 address=192.0.2.0',
      'domain-end "[192.0.2.1" reason=numeric',
    ],
    [
      'include:https://spf.example.com/ include:http://spf.example.com include:ftp://a_b',
      'domain-url "https://spf.example.com/" reason=url → "spf.example.com"',
      'domain-url "http://spf.example.com" (legal) reason=url → "spf.example.com"',
      'domain-url "ftp://a_b" reason=url',
    ],
    [
      'include:me@example.com include:mailto:me@example.com include:a@b@example.com include:a@b',
      'domain-url "me@example.com" (legal) reason=mail-address → "example.com"',
      'domain-url "mailto:me@example.com" (legal) reason=mail-address → "example.com"',
      'domain-url "a@b" reason=mail-address',
    ],
    ['exists:%{l}@example.com'],
    [
      'a:museum a:museum. a:abc.123 a:example.-com a:example.com-x- a:a..',
      'domain-end "museum" reason=single-label',
      'domain-end "museum." reason=single-label',
      'domain-end "abc.123" reason=numeric',
      'domain-end "example.-com" reason=characters',
      'qualifier-misplaced "a:example.com-x-" reason=at-end → "-a:example.com-x"',
      'domain-end "a.." reason=empty-label',
    ],
    [
      'a:example.com:8080 exists:%{i}.123 exp=-all',
      'domain-end "example.com:8080" reason=characters',
      'domain-end "%{i}.123" reason=numeric',
      'domain-end "-all" reason=single-label',
    ],
    [
      'a:mail.example...com a:.example.com',
      'domain-label "mail.example...com" (legal) reason=empty-label',
      'domain-label ".example.com" (legal) reason=empty-label',
    ],
    [
      'include:example.com/24 exists:example.com/24 ptr:example.com/0 ptr/0 include:foo/24',
      'prefix-not-allowed "/24"',
      'prefix-not-allowed "/24"',
      'prefix-not-allowed "/0"',
      'prefix-not-allowed "/0"',
      'domain-end "foo/24" reason=single-label',
    ],
    [
      'include:a.example/x/24 a:a.example/x/24 a:b/c.example/24',
      'domain-end "a.example/x/24" reason=characters',
      'dual-cidr "/x/24"',
    ],
    [
      'exists:%(ir).a.example exists:%{a}.a exists:%{d0} exists:%{dr2} exists:%{} exists:%{i.a.example exists:a% exists:%{d2x}',
      'macro-syntax "%" reason=bare',
      'macro-syntax "%{a}" reason=letter',
      'macro-syntax "%{d0}" reason=zero',
      'macro-syntax "%{dr2}" reason=transformer',
      'macro-syntax "%{}" reason=empty',
      'macro-syntax "%{i.a.example" reason=unclosed',
      'macro-syntax "%" reason=bare',
      'macro-syntax "%{d2x}" reason=transformer',
    ],
    [
      'foo=%abc foo=%{c}%{x} redirect=%{c}.%{D} exp=%{R} exp2=%{T}',
      'macro-syntax "%" reason=bare',
      'macro-syntax "%{x}" reason=letter',
      'macro-exp-only "%{c}" reason=c',
      'macro-exp-only "%{R}" reason=r',
    ],
    [
      'a:%{d}/24 a:%{h}/2x a:%{l,}.a.example//64',
      'cidr-invalid "/2x" family=IPv4 max=32 reason=not-a-number',
    ],
  ]);
});

describe('details of SPF faults: addresses', () => {
  eachRow([
    [
      'ip4 ip6: ip4:/24 ip6:/33',
      'ip4-invalid "ip4" reason=missing',
      'ip6-invalid "ip6:" reason=missing',
      'ip4-invalid "ip4:/24" reason=missing',
      'ip6-invalid "ip6:/33" reason=missing',
    ],
    [
      'ip4:192.0.2 ip4:192 ip4:1.2.3.4.5 ip4:192.0.2.300 ip4:192..2.1 ip4:192.0.2.01 ip4:192.0.2.256.1',
      'ip4-invalid "192.0.2" reason=octets count=3',
      'ip4-invalid "192" reason=one-octet',
      'ip4-invalid "1.2.3.4.5" reason=octets count=5',
      'ip4-invalid "192.0.2.300" reason=over-255 octet=300',
      'ip4-invalid "192..2.1" reason=empty-octet',
      'ip4-invalid "192.0.2.01" reason=leading-zero octet=01',
      'ip4-invalid "192.0.2.256.1" reason=over-255 octet=256',
    ],
    [
      'ip4:192.0.2.1:8080 ip4:192.0.2.1: ip4:a.example:25 ip4:%{i} ip4:a.example ip4:hello ip4:192.0.2.1-192.0.2.9',
      'ip4-invalid "192.0.2.1:8080" reason=port → "192.0.2.1"',
      'ip4-invalid "192.0.2.1:" reason=port → "192.0.2.1"',
      'ip4-invalid "a.example:25" reason=other',
      'ip4-invalid "%{i}" reason=macro',
      'ip4-invalid "a.example" reason=name',
      'ip4-invalid "hello" reason=other',
      'ip4-invalid "192.0.2.1-192.0.2.9" reason=range',
    ],
    [
      'ip4:192.0.2.* ip4:192.0.*.* ip4:192.x ip4:* ip4:192.0.2.1.* ip4:300.0.2.* ip4:192.0.2.*/24',
      'ip4-invalid "192.0.2.*" reason=wildcard → "192.0.2.0/24"',
      'ip4-invalid "192.0.*.*" reason=wildcard → "192.0.0.0/16"',
      'ip4-invalid "192.x" reason=wildcard → "192.0.0.0/8"',
      'ip4-invalid "*" reason=wildcard',
      'ip4-invalid "192.0.2.1.*" reason=wildcard',
      'ip4-invalid "300.0.2.*" reason=wildcard',
      'ip4-invalid "192.0.2.*" reason=wildcard → "192.0.2.0/24"',
    ],
    [
      'ip6:2001:db8:::1 ip6::CAFE::BABE ip6:fe80::1%eth0 ip6:%{i} ip6:[2001:db8::1] ip6:[2001:db8::1]:25 ip6:[x]',
      'ip6-invalid "2001:db8:::1" reason=gaps',
      'ip6-invalid ":CAFE::BABE" reason=doubled-colon → "CAFE::BABE"',
      'ip6-invalid "fe80::1%eth0" reason=zone-id',
      'ip6-invalid "%{i}" reason=macro',
      'ip6-invalid "[2001:db8::1]" reason=brackets → "2001:db8::1"',
      'ip6-invalid "[2001:db8::1]:25" reason=brackets → "2001:db8::1"',
      'ip6-invalid "[x]" reason=other',
    ],
    [
      'ip6::2001:db8::1 ip6:::1:2:3:4:5:6:7:8:9 ip6:1:2:3:4:5:6:7 ip6:12345::1 ip6:1::g ip6:a.example ip6:hello ip6:2001:db8::1:x.y',
      'ip6-invalid ":2001:db8::1" reason=doubled-colon → "2001:db8::1"',
      'ip6-invalid "::1:2:3:4:5:6:7:8:9" reason=other',
      'ip6-invalid "1:2:3:4:5:6:7" reason=groups count=7',
      'ip6-invalid "12345::1" reason=group-too-long group=12345',
      'ip6-invalid "1::g" reason=not-hex group=g',
      'ip6-invalid "a.example" reason=name',
      'ip6-invalid "hello" reason=other',
      'ip6-invalid "2001:db8::1:x.y" reason=not-hex group=x.y',
    ],
    [
      'ip6:1::2::3 ip6:1:::2 ip6:192.0.2 ip6:1.2.3.4.5::',
      'ip6-invalid "1::2::3" reason=gaps',
      'ip6-invalid "1:::2" reason=gaps',
      'ip6-invalid "192.0.2" reason=groups count=1',
      'ip6-invalid "1.2.3.4.5::" reason=other',
    ],
    [
      'ip4:2001:db8::/48 ip6:192.0.2.1/33 ip4:2001:db8::/129',
      'ip-family "2001:db8::"',
      'ip-family "192.0.2.1"',
      'cidr-invalid "/33" family=IPv4 max=32 reason=too-long',
      'ip-family "2001:db8::"',
      'cidr-invalid "/129" family=IPv6 max=128 reason=too-long',
    ],
    [
      'ip6:::ffff:192.0.2.1 ip4:::ffff:192.0.2.1',
      'ip6-mapped "::ffff:192.0.2.1" (legal)',
      'ip-family "::ffff:192.0.2.1"',
    ],
  ]);
});

describe('details of SPF faults: prefix lengths', () => {
  eachRow([
    [
      'ip4:192.0.2.0/33 ip4:192.0.2.0/032 ip4:192.0.2.0/ ip4:192.0.2.0//32 ip4:192.0.2.0//33 ip4:192.0.2.0///8 ip4:192.0.2.0/00',
      'cidr-invalid "/33" family=IPv4 max=32 reason=too-long',
      'cidr-invalid "/032" family=IPv4 max=32 reason=leading-zero → "/32"',
      'cidr-invalid "/" family=IPv4 max=32 reason=empty',
      'cidr-invalid "//32" reason=double-slash family=IPv4 max=32 → "/32"',
      'cidr-invalid "//33" reason=double-slash family=IPv4 max=32',
      'cidr-invalid "///8" reason=double-slash family=IPv4 max=32',
      'cidr-invalid "/00" family=IPv4 max=32 reason=leading-zero → "/0"',
    ],
    [
      'ip4:192.0.2.0/255.255.255.0 ip4:192.0.2.0/255.0.255.0 ip4:0.0.0.0/0.0.0.0 ip4:192.0.2.1/255.255.255.255 ip4:192.0.2.0/2x ip4:192.0.2.0/-1 ip4:192.0.2.0/24/24',
      'cidr-invalid "/255.255.255.0" family=IPv4 max=32 reason=netmask → "/24"',
      'cidr-invalid "/255.0.255.0" family=IPv4 max=32 reason=netmask',
      'cidr-invalid "/0.0.0.0" family=IPv4 max=32 reason=netmask → "/0"',
      'cidr-invalid "/255.255.255.255" family=IPv4 max=32 reason=netmask → "/32"',
      'cidr-invalid "/2x" family=IPv4 max=32 reason=not-a-number',
      'cidr-invalid "/-1" family=IPv4 max=32 reason=not-a-number',
      'cidr-invalid "/24/24" family=IPv4 max=32 reason=not-a-number',
    ],
    [
      'ip6:2001:db8::/129 ip6:2001:db8::/0128 ip6:2001:db8::/0129 ip6:2001:db8::/1000 ip6:2001:db8::/32.',
      'cidr-invalid "/129" family=IPv6 max=128 reason=too-long',
      'cidr-invalid "/0128" family=IPv6 max=128 reason=leading-zero → "/128"',
      'cidr-invalid "/0129" family=IPv6 max=128 reason=too-long',
      'cidr-invalid "/1000" family=IPv6 max=128 reason=too-long',
      'cidr-invalid "/32." family=IPv6 max=128 reason=not-a-number',
    ],
    [
      'a/33 a//129 a/33//129 a/ a/024 a//064 a/24// a//x a/x//64 a:a.example/255.255.255.0',
      'cidr-invalid "/33" family=IPv4 max=32 reason=too-long',
      'cidr-invalid "//129" family=IPv6 max=128 reason=too-long',
      'cidr-invalid "/33" family=IPv4 max=32 reason=too-long',
      'cidr-invalid "//129" family=IPv6 max=128 reason=too-long',
      'cidr-invalid "/" family=IPv4 max=32 reason=empty',
      'cidr-invalid "/024" family=IPv4 max=32 reason=leading-zero → "/24"',
      'cidr-invalid "//064" family=IPv6 max=128 reason=leading-zero → "//64"',
      'dual-cidr "/24//"',
      'cidr-invalid "//x" family=IPv6 max=128 reason=not-a-number',
      'cidr-invalid "/x" family=IPv4 max=32 reason=not-a-number',
      'cidr-invalid "/255.255.255.0" family=IPv4 max=32 reason=netmask → "/24"',
    ],
    [
      'a/24/64 mx// a/24///64 a/33/64 a/24/129 a///64 a/24//64/ a/024/64',
      'dual-cidr "/24/64" → "/24//64"',
      'dual-cidr "//"',
      'dual-cidr "/24///64" → "/24//64"',
      'dual-cidr "/33/64"',
      'dual-cidr "/24/129"',
      'cidr-invalid "/" family=IPv4 max=32 reason=empty',
      'dual-cidr "/24//64/"',
      'dual-cidr "/024/64"',
    ],
  ]);
});

describe('details of SPF faults: rare forms', () => {
  eachRow([
    ['include:  a.example', 'space-in-term "include:  a.example" → "include:a.example"'],
    [
      'include:\ta.example',
      'include-empty "include:"',
      'separator "\t" reason=between spaces=a tab',
      'unknown-mechanism "a.example" reason=unknown',
    ],
    ['ip6:2001:db8:: /32 -all', 'space-in-term "ip6:2001:db8:: /32" → "ip6:2001:db8::/32"'],
    ['a /x/24 -all', 'unknown-mechanism "/x/24" reason=unknown'],
    ['all: a.example', 'all-argument ":"', 'unknown-mechanism "a.example" reason=unknown'],
    ['a:b.example |.com -all', 'term-cut-at-joint " "'],
    ['foo |bar -all', 'unknown-mechanism "foo" reason=unknown', 'unknown-mechanism "bar" reason=unknown'],
    ['a:b%{d}.example|mx -all'],
    ['all=a.example -all'],
    ['all:-a.example', 'all-argument ":-a.example"'],
    ['foo:-a.example -all', 'unknown-mechanism "foo:-a.example" reason=unknown'],
    ['exists:%{t}.a.example -all', 'macro-exp-only "%{t}" reason=t'],
    [
      'xsts:%{i}.a.example -all',
      'unknown-mechanism "xsts:%{i}.a.example" reason=misspelled name=exists → "exists:%{i}.a.example"',
    ],
    ['ixlde:a.example -all', 'unknown-mechanism "ixlde:a.example" reason=unknown'],
    ['includeincludex:a.example -all', 'unknown-mechanism "includeincludex:a.example" reason=unknown'],
    ['ip6:2001:db8::a/6x -all', 'cidr-invalid "/6x" family=IPv6 max=128 reason=not-a-number'],
    ['a:b.c a:b.1_ -all', 'domain-end "b.1_" reason=characters'],
    [
      'include:192.0.2.0/24 include:x[2001:db8::1] include:[2001:db8::1]x -all',
      'domain-ip "192.0.2.0/24" mechanism=ip4 address',
      'domain-end "x[2001:db8::1]" reason=single-label',
      'domain-end "[2001:db8::1]x" reason=single-label',
    ],
    ['include:1http://a.example -all'],
    [
      'include %{d}.a.example -all',
      'missing-colon "include %{d}.a.example" reason=missing → "include:%{d}.a.example"',
    ],
    [
      'ip4:192.0.2.1:80x ip4:x1-2 ip4:192.0.2.1-192.0.2.9x ip4:foo.x ip4:192.0.2.x1 ip4:192.0.2.a ip4:255.0.2 -all',
      'ip4-invalid "192.0.2.1:80x" reason=other',
      'ip4-invalid "x1-2" reason=other',
      'ip4-invalid "192.0.2.1-192.0.2.9x" reason=name',
      'ip4-invalid "foo.x" reason=name',
      'ip4-invalid "192.0.2.x1" reason=name',
      'ip4-invalid "192.0.2.a" reason=name',
      'ip4-invalid "255.0.2" reason=octets count=3',
    ],
    [
      'ip6:x[2001:db8::1] ip6:[2001:db8::1]x -all',
      'ip6-invalid "x[2001:db8::1]" reason=not-hex group=x[2001',
      'ip6-invalid "[2001:db8::1]x" reason=not-hex group=[2001',
    ],
    ['mx\xA0-all', 'separator "\xA0" reason=between spaces=a no-break space'],
    ['mx\x0B-all', 'separator "\x0B" reason=between spaces=a typographic space'],
    ['\xEF\xB9\x98all', 'typographic-dash "\xEF\xB9\x98"'],
    ['\xEF\xB9\xA3all', 'typographic-dash "\xEF\xB9\xA3"'],
    ['\xEF\xBC\x8Dall', 'typographic-dash "\xEF\xBC\x8D"'],
    ['\xEF\xB9\x99all', 'character "\xEF\xB9\x99" kind=other'],
    ['foo\xC2\xAB -all', 'character "\xC2\xAB" kind=quote'],
    ['foo\xC2\xAC -all', 'character "\xC2\xAC" kind=other'],
    ['foo\x7F foo\xFF -all', 'character "\x7F" kind=invisible', 'character "\xFF" kind=other'],
    ['a:a.1\x962 -all', 'typographic-dash "\x96"'],
    ['ip4:192.0.2.1include: -all', 'ip4-invalid "192.0.2.1include:" reason=other'],
    [
      'a|mxip4:192.0.2.1 -all',
      'terms-glued-at-joint "amx" before "a" after "mx"',
      'missing-space "mxip4:192.0.2.1" reason=between before "mx" after "ip4:192.0.2.1"',
    ],
    ['\x96mx;x -all', 'character "\x96" kind=dash'],
    ['xip4192.0.2.1 -all', 'unknown-mechanism "xip4192.0.2.1" reason=unknown'],
    ['-=x -all', 'unknown-mechanism "-=x" reason=unknown'],
    ['redirect=a.example- -all', 'domain-end "a.example-" reason=characters'],
    ['-all.. xall. -all', 'all-argument ".."', 'unknown-mechanism "xall." reason=unknown'],
    [
      '192.0.2.1/2x -all',
      'unknown-mechanism "192.0.2.1/2x" reason=bare-address → "ip4:192.0.2.1/2x"',
      'cidr-invalid "/2x" family=IPv4 max=32 reason=not-a-number',
    ],
    [
      'xip:192.0.2.1 ipv4address:192.0.2.1 ip-v-4:192.0.2.1 -all',
      'unknown-mechanism "xip:192.0.2.1" reason=unknown',
      'unknown-mechanism "ipv4address:192.0.2.1" reason=unknown',
      'unknown-mechanism "ip-v-4:192.0.2.1" reason=misspelled name=ip4 → "ip4:192.0.2.1"',
    ],
    [
      'ip4:192.0.2.0/0024 a////64 -all',
      'cidr-invalid "/0024" family=IPv4 max=32 reason=leading-zero → "/24"',
      'dual-cidr "////64" → "//64"',
    ],
    ['mx,192.0.2.1 -all', 'unknown-mechanism "mx,192.0.2.1" reason=unknown'],
    ['a,b.example -all', 'unknown-mechanism "a,b.example" reason=unknown'],
    ['all,b.example', 'unknown-mechanism "all,b.example" reason=unknown'],
    // Octets of UTF-8 that are characters in Windows-1252, and those that are not part of UTF-8.
    ['a:voil\xC3\xA0.example -all', 'character "\xC3\xA0" kind=other'],
    ['include:k\xC3\x96ln.example -all', 'character "\xC3\x96" kind=other'],
    ['\xC3\x97all', 'character "\xC3\x97" kind=other'],
    ['mx\xE2\x81\xA0 -all', 'character "\xE2\x81\xA0" kind=invisible'],
    ['mx\xC3\xA9\x96all -all', 'character "\xC3\xA9" kind=other', 'character "\x96" kind=dash'],
    [
      'mx\xC3\xA9\xA0-all',
      'character "\xC3\xA9" kind=other',
      'separator "\xA0" reason=between spaces=a no-break space',
    ],
    ['\xE2\x80\x96all', 'character "\xE2\x80\x96" kind=other'],
    ['mx \xA0-all', 'separator " \xA0" reason=between spaces=a no-break space'],
    ['mx\xA0\xC2\xA0-all', 'separator "\xA0\xC2\xA0" reason=between spaces=a no-break space'],
  ]);
});

describe('terms of an SPF record without a space', () => {
  it('are found at up to 64 places', () => {
    const term = 'ip4:192.0.2.1';
    assert.equal(detailsOf(`v=spf1 ${term.repeat(64)}`).length, 63);
    assert.match(detailsOf(`v=spf1 ${term.repeat(65)}`).join(), /^ip4-invalid/);
  });
});

describe('terms of an SPF record with faults', () => {
  const rows: Rows = [
    ['mx, a; -all', '+mx "mx"', '+a "a"', '-all "-all"'],
    ['-ip4:192.0.2.1;192.0.2.2/31 ~all', '-ip4 "-ip4:192.0.2.1"', '-ip4 "192.0.2.2/31"', '~all "~all"'],
    [
      '?a:m1.example.com,m2.example.com/24 -all',
      '?a "?a:m1.example.com"',
      '?a "m2.example.com/24"',
      '-all "-all"',
    ],
    ['foo,mx -all', 'unread "foo,mx"', '-all "-all"'],
    ['foo, -all', 'unread "foo"', '-all "-all"'],
    [
      'ip4:192.0.2.1ip4:192.0.2.2include:a.example -all',
      '+ip4 "ip4:192.0.2.1"',
      '+ip4 "ip4:192.0.2.2"',
      '+include "include:a.example"',
      '-all "-all"',
    ],
    ['include:a.example-all', '+include "include:a.example"', '-all "-all"'],
    ['include:a. |example -all', 'unread "include:a. example"', '-all "-all"'],
    [
      'ip4=192.0.2.1 all=x a=hello',
      '+ip4 "ip4=192.0.2.1"',
      'unknown-modifier "all=x"',
      'unknown-modifier "a=hello"',
    ],
    [
      '-ip4=192.0.2.1 ip6=192.0.2.1 x=1',
      '-ip4 "-ip4=192.0.2.1"',
      '+ip4 "ip6=192.0.2.1"',
      'unknown-modifier "x=1"',
    ],
    [
      'ip4192.0.2.1 ip6:192.0.2.1 ip4:2001:db8::1',
      '+ip4 "ip4192.0.2.1"',
      '+ip4 "ip6:192.0.2.1"',
      '+ip6 "ip4:2001:db8::1"',
    ],
    [
      '-include : a.example include a.example include',
      '-include "-include : a.example"',
      '+include "include a.example"',
      '+include "include"',
    ],
    ['a:a.example /24//64 mx /24', '+a "a:a.example /24//64"', '+mx "mx /24"'],
    ['redirect = a.example', 'redirect "redirect"', 'unread "="', 'unread "a.example"'],
    ['redirect =a.example', 'redirect "redirect =a.example"'],
    [
      '- all ~ include:a.example - redirect=a.example',
      '-all "- all"',
      '~include "~ include:a.example"',
      'unread "-"',
      'redirect "redirect=a.example"',
    ],
    [
      '--all -~mx --foo ---redirect=a.example',
      '-all "--all"',
      '~mx "-~mx"',
      'unread "--foo"',
      'redirect "---redirect=a.example"',
    ],
    ['all- ~a- include:a.example-', '-all "all-"', '-a "~a-"', '-include "include:a.example-"'],
    [
      '~a:b.example include:-a.example mx:~a.example ~a:-a.example',
      '~a "~a:b.example"',
      '-include "include:-a.example"',
      '~mx "mx:~a.example"',
      '~a "~a:-a.example"',
    ],
    [
      '\x96all \xE2\x80\x93ip4:192.0.2.1 a:m\xE2\x80\x931.example',
      '-all "\x96all"',
      '-ip4 "\xE2\x80\x93ip4:192.0.2.1"',
      'unread "a:m\xE2\x80\x931.example"',
    ],
    ['redirect:a.example exp', 'redirect "redirect:a.example"', 'exp "exp"'],
    ['-all. all-x', '-all "-all."', 'unread "all-x"'],
    [
      '-192.0.2.1 2001:db8::1/64 -inlcude:a.example ~ip_v6:192.0.2.1 ip5:a.example',
      '-ip4 "-192.0.2.1"',
      '+ip6 "2001:db8::1/64"',
      '-include "-inlcude:a.example"',
      '~ip4 "~ip_v6:192.0.2.1"',
      'unread "ip5:a.example"',
    ],
    [
      'ip4:… …all mx… include:… a=… …',
      '+ip4 "ip4:…"',
      'unread "…all"',
      'unread "mx…"',
      '+include "include:…"',
      'unknown-modifier "a=…"',
      'unread "…"',
    ],
    [
      'ip4… ip4/… ptr… redirect=… foo=… foo:…',
      'unread "ip4…"',
      '+ip4 "ip4/…"',
      'unread "ptr…"',
      'redirect "redirect=…"',
      'unknown-modifier "foo=…"',
      'unread "foo:…"',
    ],
    ['include :a.example mx -all', '+include "include :a.example"', '+mx "mx"', '-all "-all"'],
    ['include : a.example mx', '+include "include : a.example"', '+mx "mx"'],
    ['foo… include:a.example…', 'unread "foo…"', '+include "include:a.example…"'],
  ];
  for (const [terms, ...expected] of rows) {
    it(JSON.stringify(terms), () => {
      assert.deepEqual(termsOf(`v=spf1 ${terms}`), expected);
      const record = read(`v=spf1 ${terms}`);
      for (const term of record.terms) assert.equal(term.hasHole, at(record, term.range).includes('…'));
    });
  }
});
