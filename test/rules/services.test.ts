import assert from 'node:assert/strict';
import { MAX_COUNTED_NETWORKS } from '../../server/src/domain/spf/reach.ts';
import { configuration } from '../harness/configuration.ts';
import { findingsOf, zone } from '../harness/workspace.ts';

const SOA =
  '@ IN SOA ns1.example.net. host.example.net. 1 7200 3600 1209600 3600\n@ IN NS ns1.example.net.\n';

/** The rules that rest on the catalog of services and on what the DNS knows of included names. */
const RULES =
  /^(?:spf-too-many-addresses|spf-ptr-in-include|dns-target-registrable|spf-include-typo|spf-doubled-mechanism|spf-include-is-hostname|dkim-cname-wrong-name|spf-include-passes-all|spf-version-(?:other|invalid)|mx-provider-typo|dkim-cname-target-typo|zone-known-host-in-zone|zone-rdata-target-relative|mx-no-address|spf-all-pass)$/;

interface Case {
  readonly what: string;
  readonly text: string;
  /** `SEVERITY RULE: what is marked` */
  readonly found: readonly string[];
  readonly answers?: Readonly<Record<string, unknown>>;
}

const spf = (text: string): { strings: string[][] } => ({ strings: [[text]] });
/** So many networks with a prefix of 16 bits, in different places. */
const networks = (count: number, before: string): string =>
  Array.from({ length: count }, (_, i) => ` ${before}${i * 2}.0.0/16`).join('');
const including = (name: string): string => `@ TXT "v=spf1 include:${name} -all"\n`;

const CASES: readonly Case[] = [
  // Misspelled names.
  {
    what: 'a redirect to a misspelled name',
    text: '@ TXT "v=spf1 redirect=_spf.googel.com"\n',
    found: ['warning spf-include-typo: _spf.googel.com'],
  },
  {
    what: 'a name that looks misspelled and has an SPF record',
    text: including('_spf.googel.com'),
    answers: { '_spf.googel.com. TXT': spf('v=spf1 ip4:192.0.2.1 -all') },
    found: [],
  },
  {
    what: 'a misspelled name that has other TXT records',
    text: including('sendgird.net'),
    answers: { 'sendgird.net. TXT': spf('parked') },
    found: ['warning spf-include-typo: sendgird.net'],
  },
  {
    what: 'a name of the zone itself',
    text: `$ORIGIN mailgum.org.\n${including('spf.mailgum.org')}`,
    found: [],
  },
  { what: 'a name with a part that is unknown', text: including('{{ spf }}.googel.com'), found: [] },
  {
    what: 'a host that looks misspelled and has an address',
    text: '@ MX 10 mxa.mailgum.org.\n',
    answers: { 'mxa.mailgum.org. A': { data: ['192.0.2.1'] } },
    found: [],
  },
  {
    what: 'a CNAME that is no key',
    text: 'www CNAME www.mandrilapp.com.\n',
    found: [],
  },
  {
    what: 'a key that looks misspelled and is there',
    text: 'mte1._domainkey CNAME dkim1.mandrilapp.com.\n',
    answers: { 'dkim1.mandrilapp.com. TXT': spf('v=DKIM1; p=') },
    found: [],
  },
  // What was seen in real records.
  {
    what: 'a mechanism that is written twice',
    text: '@ TXT "v=spf1 exists:exists:%{i}.spf.hc1234-56.iphmx.com include:include:_spf.google.com -all"\n',
    found: ['warning spf-doubled-mechanism: exists:', 'error spf-doubled-mechanism: include:'],
  },
  { what: 'a colon within a name', text: '@ TXT "v=spf1 exists:foo:bar.%{i}.example.net -all"\n', found: [] },
  {
    what: 'an include of a host that is to be named with "a:"',
    text: '@ TXT "v=spf1 include:b.spf.service-now.com -all"\n',
    found: ['warning spf-include-is-hostname: b.spf.service-now.com'],
  },
  {
    what: 'that host as it is to be named',
    text: '@ TXT "v=spf1 a:b.spf.service-now.com -all"\n',
    found: [],
  },
  {
    what: 'the alias of a key without its underscore',
    text: 'szn1.domainkey CNAME szn1._domainkey.seznam.cz.\n',
    found: ['error dkim-cname-wrong-name: szn1.domainkey'],
  },
  {
    what: 'a name like that which leads to a host',
    text: 's1.domainkey CNAME www.example.net.\n',
    found: [],
  },
  {
    what: 'a name like that below another one, as services have',
    text: 's1.domainkey.u12 CNAME s1._domainkey.example.net.\n',
    found: [],
  },
  {
    what: 'a version with a slip in it',
    text: '@ TXT "v=sp#1 include:_spf.google.com -all"\n',
    found: ['error spf-version-invalid: v=sp#1'],
  },
  {
    what: 'a version that was left out',
    text: '@ TXT "v=include:aspmx.sailthru.com ~all"\n',
    found: ['error spf-version-invalid: v='],
  },
  // The zone's own name after a known host.
  {
    what: 'a known host without its dot, as an error and once',
    text: `${SOA}@ MX 1 aspmx.l.google.com\n`,
    found: ['error zone-known-host-in-zone: aspmx.l.google.com'],
  },
  {
    what: 'a known host with the zone’s name written out',
    text: '@ MX 1 aspmx.l.google.com.example.com.\n',
    found: ['error zone-known-host-in-zone: aspmx.l.google.com.example.com.'],
  },
  {
    what: 'a known host below another origin of the zone',
    text: '$ORIGIN sub.example.com.\n@ MX 1 aspmx.l.google.com\n',
    found: ['error zone-known-host-in-zone: aspmx.l.google.com'],
  },
  {
    what: 'the target of a key',
    text: 'k2._domainkey CNAME dkim2.mcsv.net\n',
    found: ['error zone-known-host-in-zone: dkim2.mcsv.net'],
  },
  {
    what: 'a host that the zone has',
    text: '@ MX 1 aspmx.l.google.com\naspmx.l.google.com A 192.0.2.1\n',
    found: [],
  },
  { what: 'a host with its dot', text: '@ MX 1 aspmx.l.google.com.\n', found: [] },
  {
    what: 'another host without its dot',
    text: `${SOA}@ MX 10 mx.example.net\n`,
    found: ['warning zone-rdata-target-relative: mx.example.net'],
  },
  // Included records that let every host pass.
  {
    what: 'an include of an include that lets everybody pass',
    text: including('a.example.net'),
    answers: {
      'a.example.net. TXT': spf('v=spf1 include:b.example.net -all'),
      'b.example.net. TXT': spf('v=spf1 all'),
    },
    found: ['error spf-include-passes-all: include:a.example.net'],
  },
  {
    what: 'an include of a redirect to such a record',
    text: including('a.example.net'),
    answers: {
      'a.example.net. TXT': spf('v=spf1 redirect=b.example.net'),
      'b.example.net. TXT': spf('v=spf1 ip4:0.0.0.0/1 ip4:128.0.0.0/1 -all'),
    },
    found: ['error spf-include-passes-all: include:a.example.net'],
  },
  {
    what: 'a known service before "+all"',
    text: including('a.example.net'),
    answers: { 'a.example.net. TXT': spf('v=spf1 include:_spf.google.com +all') },
    found: ['error spf-include-passes-all: include:a.example.net'],
  },
  {
    what: 'an unknown include before "+all", which may be an error',
    text: including('a.example.net'),
    answers: { 'a.example.net. TXT': spf('v=spf1 include:b.example.net +all') },
    found: [],
  },
  {
    what: 'some addresses that are excluded before "+all"',
    text: including('a.example.net'),
    answers: { 'a.example.net. TXT': spf('v=spf1 -ip4:192.0.2.0/24 +all') },
    found: [],
  },
  {
    what: 'an include that does not match where the record is neutral',
    text: including('a.example.net'),
    answers: { 'a.example.net. TXT': spf('v=spf1 ip4:192.0.2.1 ?all') },
    found: [],
  },
  {
    what: 'an include with another sign',
    text: '@ TXT "v=spf1 ~include:a.example.net -all"\n',
    answers: { 'a.example.net. TXT': spf('v=spf1 +all') },
    found: [],
  },
  {
    what: 'an include behind "all"',
    text: '@ TXT "v=spf1 -all include:a.example.net"\n',
    answers: { 'a.example.net. TXT': spf('v=spf1 +all') },
    found: [],
  },
  { what: 'an include without an answer', text: including('a.example.net'), found: [] },
  {
    what: 'an include in the same zone, and the record that it leads to',
    text: `${including('_spf.example.com')}_spf TXT "v=spf1 ip4:192.0.2.1 +all"\n`,
    found: ['error spf-include-passes-all: include:_spf.example.com', 'error spf-all-pass: +all'],
  },
  // Domains that anyone may register.
  {
    what: 'an MX, a key, a redirect and a report address in domains that do not exist',
    text:
      '@ MX 10 mx.gone-a.com.\ns1._domainkey CNAME s1.gone-a.com.\nb TXT "v=spf1 redirect=gone-a.com"\n' +
      '_dmarc TXT "v=DMARC1; p=none; rua=mailto:d@x.gone-a.com"\n',
    answers: {
      'mx.gone-a.com.': 'NXDOMAIN',
      's1.gone-a.com.': 'NXDOMAIN',
      'x.gone-a.com.': 'NXDOMAIN',
      'gone-a.com.': 'NXDOMAIN',
    },
    found: [
      'error dns-target-registrable: mx.gone-a.com.',
      'error dns-target-registrable: s1.gone-a.com.',
      'error dns-target-registrable: redirect=gone-a.com',
      'error dns-target-registrable: mailto:d@x.gone-a.com',
    ],
  },
  {
    what: 'a name that does not exist in a domain that does',
    text: '@ MX 10 mx.gone-a.com.\n',
    answers: { 'mx.gone-a.com.': 'NXDOMAIN', 'gone-a.com. NS': { data: ['ns1.example.net.'] } },
    found: ['error mx-no-address: mx.gone-a.com.'],
  },
  ...['SERVFAIL', 'TIMEOUT'].map((status) => ({
    what: `a domain whose name servers give ${status}`,
    text: including('x.gone-a.com'),
    answers: { 'x.gone-a.com. TXT': 'NXDOMAIN', 'gone-a.com. NS': 'NXDOMAIN', 'gone-a.com. A': status },
    found: [],
  })),
  {
    what: 'a domain below a suffix that no registry administers',
    text: '@ MX 10 mx.gone.internal.\n',
    answers: { 'mx.gone.internal.': 'NXDOMAIN', 'gone.internal.': 'NXDOMAIN' },
    found: ['error mx-no-address: mx.gone.internal.'],
  },
  {
    what: 'the domain of the zone, which is not delegated yet',
    text: '$ORIGIN new-domain.com.\n@ MX 10 mx.new-domain.com.\n',
    answers: { 'mx.new-domain.com.': 'NXDOMAIN', 'new-domain.com.': 'NXDOMAIN' },
    found: ['error mx-no-address: mx.new-domain.com.'],
  },
  {
    what: 'an include after "all"',
    text: '@ TXT "v=spf1 -all include:gone-a.com"\n',
    answers: { 'gone-a.com.': 'NXDOMAIN' },
    found: [],
  },
  // Many addresses, and ptr in records of others.
  {
    what: 'seventeen networks of 65,536 addresses',
    text: `@ TXT "v=spf1${networks(17, 'ip4:20.')}" " -all"\n`,
    found: ['info spf-too-many-addresses: ip4:20.0.0.0/16'],
  },
  { what: 'sixteen networks', text: `@ TXT "v=spf1${networks(16, 'ip4:20.')}" " -all"\n`, found: [] },
  {
    what: 'the same networks in two includes, once',
    text: '@ TXT "v=spf1 include:a.example.net include:b.example.net -all"\n',
    answers: {
      'a.example.net. TXT': spf(`v=spf1${networks(10, 'ip4:20.')} -all`),
      'b.example.net. TXT': spf(`v=spf1${networks(10, 'ip4:20.')} -all`),
    },
    found: [],
  },
  {
    what: 'what a known service has',
    text: including('_spf.google.com'),
    answers: { '_spf.google.com. TXT': spf(`v=spf1${networks(20, 'ip4:20.')} -all`) },
    found: [],
  },
  {
    what: 'a network that has a finding of its own',
    text: '@ TXT "v=spf1 ip4:20.0.0.0/8 -all"\n',
    found: [],
  },
  {
    what: '"ptr" in a record that is included by an included one',
    text: including('a.example.net'),
    answers: {
      'a.example.net. TXT': spf('v=spf1 include:b.example.net -all'),
      'b.example.net. TXT': spf('v=spf1 ptr -all'),
    },
    found: ['hint spf-ptr-in-include: include:a.example.net'],
  },
  {
    what: '"ptr" in a record of the same files',
    text: `${including('_spf.example.com')}_spf TXT "v=spf1 ptr -all"\n`,
    found: [],
  },
  // Other versions.
  {
    what: 'another version beside a valid record',
    text: '@ TXT "v=spf1 -all"\n@ TXT "v=spf10 -all"\n',
    found: ['hint spf-version-other: v=spf10'],
  },
  {
    what: 'another version alone',
    text: '@ TXT "v=spf10 -all"\n',
    found: ['error spf-version-invalid: v=spf10'],
  },
  {
    what: 'two other versions without a valid record',
    text: '@ TXT "v=spf10 -all"\n@ TXT "v=spf2 -all"\n',
    found: ['error spf-version-invalid: v=spf10', 'error spf-version-invalid: v=spf2'],
  },
];

describe('rules that know services', () => {
  for (const { what, text, found, answers = {} } of CASES) {
    it(`${found.length === 0 ? 'pass' : 'find'} ${what}`, () => {
      const made = zone(text, 'example.com.zone', { answers });
      const written = findingsOf(made, 'example.com.zone')
        .filter(({ rule }) => RULES.test(rule))
        .map(({ severity, rule, range }) => `${severity} ${rule}: ${text.slice(range.start, range.end)}`);
      assert.deepEqual(written, found);
    });
  }

  it('count only a limited number of networks in records of others', () => {
    const count = MAX_COUNTED_NETWORKS + 100;
    const many = Array.from({ length: count }, (_, i) => ` ip4:20.${i >> 8}.${i & 255}.0/24`).join('');
    const made = zone(including('a.example.net'), 'example.com.zone', {
      answers: { 'a.example.net. TXT': spf(`v=spf1${many} -all`) },
    });
    const finding = findingsOf(made, 'example.com.zone').find(
      ({ rule }) => rule === 'spf-too-many-addresses',
    );
    assert.match(finding?.message ?? '', /allows 2,560,000 IPv4 addresses/);
  });

  it('find the zone’s name after a known host in a configuration', () => {
    const text = `resource "aws_route53_zone" "main" {
  name = "example.com"
}
resource "aws_route53_record" "mx" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "example.com"
  type    = "MX"
  records = ["1 aspmx.l.google.com.example.com", "5 atl1.aspmx.l.google.com"]
}
`;
    const made = configuration({ 'main.tf': text });
    const written = made
      .findings('main.tf')
      .findings.filter(({ rule }) => RULES.test(rule))
      .map(({ rule, range }) => `${rule}: ${text.slice(range.start, range.end)}`);
    assert.deepEqual(written, [
      'zone-known-host-in-zone: aspmx.l.google.com.example.com',
      'mx-provider-typo: atl1.aspmx.l.google.com',
    ]);
  });
});
