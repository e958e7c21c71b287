import assert from 'node:assert/strict';
import { findingsOf, zone } from '../harness/workspace.ts';

/** A zone with mail and all that its domain needs. */
const SOA = '$TTL 1h\n@ IN SOA ns1.example.net. hostmaster 1 7200 3600 1209600 3600\n';
const ONE = '@ IN NS ns1.example.net.\n';
const TWO = `${ONE}@ IN NS ns2.example.net.\n`;
const MAIL = '@ IN MX 10 mail.example.net.\n@ IN TXT "v=spf1 mx -all"\n';

/** What a rule must not report, and one change of it that it must. `$ORIGIN` aside, the zone is example.com. */
const CASES: readonly (readonly [rule: string, what: string, silent: string, reported: string])[] = [
  ['zone-one-name-server', 'a zone without mail', SOA + ONE, SOA + ONE + MAIL],
  ['zone-one-name-server', 'a null MX', `${SOA}${ONE}@ IN MX 0 .\n`, SOA + ONE + MAIL],
  [
    'zone-one-name-server',
    'an internal zone',
    `; mailtxt: origin=corp.internal.\n${SOA}${ONE}${MAIL}`,
    SOA + ONE + MAIL,
  ],
  [
    'zone-one-name-server',
    'servers with an address of each family more',
    `${SOA}@ NS a\n@ NS b\na A 192.0.2.1\nb A 192.0.2.1\nb AAAA 2001:db8::1\n${MAIL}`,
    `${SOA}@ NS a\n@ NS b\na A 192.0.2.1\nb A 192.0.2.1\n${MAIL}`,
  ],
  [
    'zone-ptr-target-address',
    'a service of a reverse zone',
    '$ORIGIN 2.0.192.in-addr.arpa.\nb._dns-sd._udp PTR printers\n',
    '$ORIGIN 2.0.192.in-addr.arpa.\n1 PTR printers\n',
  ],
  [
    'zone-ptr-target-address',
    'a relative name in another zone',
    '_http._tcp PTR page._http._tcp\nx PTR host\n',
    '_http._tcp PTR 2001:db8::1\n',
  ],
  [
    'mx-autodiscover-dangling',
    'a host of another zone, a service that there is not, and a host that gdnsd decides',
    `${SOA}${TWO}autoconfig CNAME a.example.net.\n_imaps._tcp SRV 0 0 0 .\nautodiscover CNAME m\nm DYNA x\n`,
    `${SOA}${TWO}_submission._tcp SRV 0 1 587 m\n`,
  ],
  [
    'mx-autodiscover-dangling',
    'a file that is not the whole zone',
    'autodiscover CNAME m\n',
    `${SOA}${TWO}autodiscover CNAME m\n`,
  ],
  [
    'dkim-cname-to-non-key',
    'a key with a fault, a template, and another one’s zone',
    'a._domainkey CNAME k\nk TXT "v=DKIM1; p=%%%"\nb._domainkey CNAME l\nl TXT {key}\nc._domainkey CNAME m.example.net.\n',
    'a._domainkey CNAME k\nk TXT "hello"\n',
  ],
  ['zone-no-ttl', 'a file without an SOA', 'www IN A 192.0.2.1\n', `www IN A 192.0.2.1\n${SOA}${TWO}`],
  [
    'zone-no-ttl',
    'an SOA that comes first, and a template',
    `@ IN SOA ns1.example.net. hostmaster 1 7200 3600 1209600 3600\n${TWO}`,
    `${TWO}@ IN SOA ns1.example.net. hostmaster 1 7200 3600 1209600 3600\n`,
  ],
];

describe('rules without findings', () => {
  for (const [rule, what, silent, reported] of CASES) {
    it(`${rule}: ${what}`, () => {
      const count = (text: string): number =>
        findingsOf(zone(text), 'example.com.zone').filter((finding) => finding.rule === rule).length;
      assert.equal(count(silent), 0);
      assert.equal(count(reported), 1);
    });
  }

  it('zone-no-ttl: an included file, which continues with the TTL before it', () => {
    const files = { part: 'www IN A 192.0.2.1\n' };
    const made = zone(`${SOA.replace('$TTL 1h\n', '')}${TWO}$INCLUDE part\n`, 'example.com.zone', { files });
    assert.ok(!findingsOf(made, 'part').some(({ rule }) => rule === 'zone-no-ttl'));
  });
});

describe('dane-field-invalid', () => {
  it('checks the length of a digest for any usage and selector', () => {
    for (const usage of [0, 1, 2, 3]) {
      for (const selector of [0, 1]) {
        for (const [matching, octets, isRight] of [
          [1, 32, true],
          [1, 31, false],
          [1, 64, false],
          [2, 64, true],
          [2, 32, false],
          [0, 300, true],
        ] as const) {
          const text = `_25._tcp.mx 300 TLSA ${usage} ${selector} ${matching} ${'ab'.repeat(octets)}\n`;
          const found = findingsOf(zone(text), 'example.com.zone').filter(
            ({ rule }) => rule === 'dane-field-invalid',
          );
          assert.equal(found.length, isRight ? 0 : 1, text.slice(0, 40));
        }
      }
    }
  });
});
