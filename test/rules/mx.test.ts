import assert from 'node:assert/strict';
import { quotedFindings, SOA } from '../harness/quoted-findings.ts';

/** What the rules on MX records find in a zone, and the traps where they are silent. */
const CASES: readonly (readonly [what: string, text: string, expected: readonly string[]])[] = [
  [
    'equal preferences share the load (RFC 5321 §5.1)',
    '@ MX 10 a.example.net.\n@ MX 10 b.example.net.\n',
    [],
  ],
  ['a null MX alone', '@ MX 0 .\n@ TXT "v=spf1 -all"\n', []],
  ['a null MX with SPF that is neutral', '@ MX 0 .\n@ TXT "v=spf1 ~all"\n', []],
  ['a null MX, and "mx" that matches no host then', '@ MX 0 .\n@ TXT "v=spf1 mx -all"\n', []],
  ['a null MX with SPF that is not known', '@ MX 0 .\n@ TXT "v=spf1 {{ senders }} -all"\n', []],
  ['a null MX and another', '@ MX 0 .\n@ MX 10 mail.example.net.\n', ['error mx-null-with-others: 0 .']],
  [
    'a null MX and another that may not exist',
    '@ MX 0 .\n{% if x %}\n@ MX 10 mail.example.net.\n{% endif %}\n',
    [],
  ],
  ['a null MX and a host that is not known', '@ MX 0 .\n@ MX 10 {{ host }}\n', []],
  ['a host in another zone', `${SOA}@ MX 10 mail.example.net.\n`, []],
  ['a host without address in a part of a zone', '@ MX 10 mail\n', []],
  [
    'a host without address',
    `${SOA}@ MX 10 mail\n@ MX 20 mail2\nmail TXT "x"\n`,
    ['error mx-no-address: mail', 'error mx-no-address: mail2'],
  ],
  [
    'a host without address beside one with',
    `${SOA}@ MX 10 mail\n@ MX 20 mail2\nmail2 A 192.0.2.1\n`,
    ['warning mx-no-address: mail'],
  ],
  ['a host with IPv6 only', `${SOA}@ MX 10 mail\nmail AAAA 2001:db8::1\n`, []],
  ['a host that a wildcard gives an address', `${SOA}@ MX 10 mail\n* A 192.0.2.1\n`, []],
  [
    'a host that the wildcard does not cover',
    `${SOA}@ MX 10 mail\n* A 192.0.2.1\nmail TXT "x"\n`,
    ['error mx-no-address: mail'],
  ],
  ['a host in a child zone', `${SOA}@ MX 10 mail.sub\nsub NS ns1.example.net.\n`, []],
  ['a host below a DNAME', `${SOA}@ MX 10 mail.sub\nsub DNAME example.net.\n`, []],
  [
    'a host whose address stands under a condition',
    `${SOA}@ MX 10 mail\n{% if x %}\nmail A 192.0.2.1\n{% endif %}\n`,
    [],
  ],
  ['a host that the provider makes addresses for', `${SOA}@ MX 10 mail\nmail ALIAS host.example.net.\n`, []],
  ['a host that lacks its dot is another rule’s', `${SOA}@ MX 10 mail.example.com\n`, []],
  ['an alias', '@ MX 10 mail\nmail CNAME host.example.net.\n', ['warning mx-cname-target: mail']],
  [
    'an alias that may not exist',
    '@ MX 10 mail\n{% if x %}\nmail CNAME host.example.net.\n{% endif %}\n',
    [],
  ],
  ['an alias of itself', '@ MX 10 a\na CNAME b\nb CNAME a\n', ['error mx-cname-target: a']],
  ['a wildcard alias', `${SOA}@ MX 10 mail\n* CNAME host.example.net.\n`, ['warning mx-cname-target: mail']],
  ['an address with its dot', '@ MX 10 192.0.2.1.\n', ['error mx-ip-literal: 192.0.2.1.']],
  ['an address that is a name here', '@ MX 10 192.0.2.1\n192.0.2.1 A 192.0.2.1\n', []],
  ['an IPv6 address', '@ MX 10 2001:db8::1\n', ['error mx-ip-literal: 2001:db8::1']],
  ['a host name of digits and letters', '@ MX 10 192-0-2-1.example.net.\n', []],
  ['inner and outer addresses', '@ MX 10 mail\nmail A 10.0.0.1\nmail A 192.0.2.1\n', []],
  [
    'inner addresses of both families',
    '@ MX 10 mail\nmail A 10.0.0.1\nmail AAAA fd00::1\n',
    ['warning mx-private-address: mail'],
  ],
  ['the inner view of a zone', '@ NS ns\nns A 10.0.0.53\n@ MX 10 mail\nmail A 10.0.0.1\n', []],
  ['an inner address that is not known', '@ MX 10 mail\nmail A 10.0.0.{{ last }}\n', []],
  ['one platform', '@ MX 1 aspmx.l.google.com.\n@ MX 5 alt1.aspmx.l.google.com.\n', []],
  ['a platform and a host of one’s own', '@ MX 1 smtp.google.com.\n@ MX 5 mail\n', []],
  [
    'two platforms behind a gateway',
    '@ MX 1 eu-smtp-inbound-1.mimecast.com.\n@ MX 5 smtp.google.com.\n@ MX 9 mx.zoho.com.\n',
    [
      'warning mx-gateway-and-origin: smtp.google.com.',
      'warning mx-gateway-and-origin: mx.zoho.com.',
      'warning mx-mixed-providers: mx.zoho.com.',
    ],
  ],
  [
    'a host of one’s own that resembles a platform’s',
    '@ MX 10 aspmx.l.gogle.com.\n$ORIGIN .\naspmx.l.gogle.com A 192.0.2.1\n',
    [],
  ],
  [
    'a slip in front of which labels stand',
    '@ MX 0 example-com.mail.protction.outlook.com.\n',
    ['warning mx-provider-typo: example-com.mail.protction.outlook.com.'],
  ],
  [
    'Microsoft’s host with characters behind the name',
    '@ MX 0 example-com0i.mail.protection.outlook.com.\n',
    [],
  ],
  ['Microsoft’s host of a subdomain', 'sub MX 0 sub-example-com.mail.protection.outlook.com.\n', []],
  [
    'a host at two numbers',
    '@ MX 20 A.example.net.\n@ MX 10 a.example.net.\n',
    ['hint mx-duplicate-preference-host: A.example.net.'],
  ],
  [
    'SPF for senders at a name to include',
    `${SOA}_spf TXT "v=spf1 ip4:192.0.2.1 -all"\nspf TXT "v=spf1 ip4:192.0.2.1 -all"\n`,
    [],
  ],
  ['a domain that sends and has an address', `${SOA}@ A 192.0.2.1\n@ TXT "v=spf1 a -all"\n`, []],
  ['a domain that sends nothing', `${SOA}@ TXT "v=spf1 -all"\n`, []],
  [
    'a subdomain with DMARC that sends',
    `${SOA}news TXT "v=spf1 include:_spf.example.net -all"\n_dmarc.news TXT "v=DMARC1; p=none"\n`,
    ['info mx-missing: "v=spf1 include:_spf.example.net -all"'],
  ],
  [
    'a subdomain that is delegated',
    `${SOA}news NS ns1.example.net.\nnews TXT "v=spf1 a:x.example.net -all"\n_dmarc.news TXT "v=DMARC1; p=none"\n`,
    [],
  ],
];

describe('rules on MX records', () => {
  for (const [what, text, expected] of CASES) {
    it(`${expected.length === 0 ? 'pass' : 'find'} ${what}`, () => {
      assert.deepEqual([...quotedFindings(text, 'mx-')].sort(), [...expected].sort());
    });
  }
});
