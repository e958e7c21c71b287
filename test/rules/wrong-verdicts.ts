/**
 * A record that a known program gets wrong, by its name. Of each it is said what is right: the errors and warnings about
 * the record, or how many lookups it uses.
 */
export interface Trap {
  readonly program: string;
  /** What that program makes of it. */
  readonly wrong: string;
  readonly text: string;
  /** `SEVERITY RULE`, each once: errors and warnings of the groups that check records of mail. */
  readonly found: readonly string[];
  /** Lookups of the first SPF record, RFC 7208 §4.6.4. */
  readonly lookups?: number;
  readonly answers?: Readonly<Record<string, unknown>> | undefined;
}

export const spf = (...terms: readonly string[]): string => `@ TXT "v=spf1 ${terms.join(' ')}"\n`;
export const answer = (...terms: readonly string[]): { strings: string[][] } => ({
  strings: [[`v=spf1 ${terms.join(' ')}`]],
});
export const hosts = (count: number, kind = 'a'): readonly string[] =>
  Array.from({ length: count }, (_, i) => `${kind}:h${i}.example.net`);
export const dmarc = (record: string): string => `_dmarc TXT "${record}"\n`;

const RUA = 'rua=mailto:d@example.com';

/** As measured with these versions in November 2026. */
export const MEASURED: readonly Trap[] = [
  {
    program: 'checkdmarc 5.17.5',
    wrong: 'a record of six lookups that reaches an include twice has a "duplicate include"',
    text: spf('include:a.example.net', 'include:b.example.net', '-all'),
    answers: {
      'a.example.net. TXT': answer('include:s.example.net', '-all'),
      'b.example.net. TXT': answer('include:s.example.net', '-all'),
      's.example.net. TXT': answer('a:h.example.net', '-all'),
    },
    found: [],
    lookups: 6,
  },
  {
    program: 'checkdmarc 5.17.5',
    wrong: 'ra=, rp= and rr= behind "-all" are syntax errors',
    text: spf('ip4:192.0.2.1', '-all', 'ra=postmaster', 'rp=50', 'rr=all'),
    found: [],
  },
  {
    program: 'checkdmarc 5.17.5',
    wrong: 'an unknown modifier is a syntax error',
    text: spf('ip4:192.0.2.1', '-all', 'x-note=hello'),
    found: [],
  },
  {
    program: 'checkdmarc 5.17.5, octoDNS 1.22',
    wrong: '"v=spf10" beside a valid record means that there is no SPF record, or that there are two',
    text: `${spf('ip4:192.0.2.1', '-all')}@ TXT "v=spf10 ip4:192.0.2.1 -all"\n`,
    found: [],
    lookups: 0,
  },
  {
    program: 'checkdmarc 5.17.5',
    wrong: '"-all:foo" is valid',
    text: spf('-all:foo'),
    found: ['error spf-all-argument'],
  },
  {
    program: 'checkdmarc 5.17.5, rspamd 3.12.1',
    wrong: '"a:host/33" is valid, or matches every address',
    text: spf('a:h.example.net/33', '-all'),
    found: ['error spf-cidr-invalid'],
  },
  {
    program: 'checkdmarc 5.17.5',
    wrong: 'an include that ends in "+all" is valid',
    text: spf('include:s.example.net', '-all'),
    answers: { 's.example.net. TXT': answer('ip4:192.0.2.1', '+all') },
    found: ['error spf-include-passes-all'],
    lookups: 1,
  },
  {
    program: 'checkdmarc 5.17.5, zonemaster 7.1.0',
    wrong: 'a redirect to a record that ends in "+all" is valid',
    text: spf('redirect=s.example.net'),
    answers: { 's.example.net. TXT': answer('ip4:192.0.2.1', 'all') },
    found: ['error spf-include-passes-all'],
    lookups: 1,
  },
  {
    program: 'checkdmarc 5.17.5',
    wrong: 'of "ptr" only a missing address is told',
    text: spf('ptr', '-all'),
    found: ['warning spf-ptr-mechanism'],
    lookups: 1,
  },
  {
    program: 'checkdmarc 5.17.5',
    wrong: '"t=y" goes without a word',
    text: dmarc(`v=DMARC1; p=reject; t=y; ${RUA}`),
    found: [],
  },
  {
    program: 'checkdmarc 5.17.5, mailauth 7.1.0',
    wrong: '"adkim=strict" is passed on as it is typed',
    text: dmarc(`v=DMARC1; p=none; adkim=strict; ${RUA}`),
    found: ['warning dmarc-adkim-aspf-invalid'],
  },
  {
    program: 'checkdmarc 5.17.5, opendmarc-check 1.4.2, octoDNS 1.22',
    wrong: 'blanks around "=" make it no DMARC record',
    text: dmarc(`v = DMARC1 ; p = none ; ${RUA}`),
    found: [],
  },
  {
    program: 'checkdmarc 5.17.5',
    wrong: 'an unrelated TXT beside the DMARC record makes it invalid',
    text: `${dmarc(`v=DMARC1; p=none; ${RUA}`)}_dmarc TXT "verification=abc"\n`,
    found: [],
  },
  {
    program: 'checkdmarc 5.17.5',
    wrong: 'an MX may lead to an alias',
    text: '@ MX 10 mail\nmail CNAME host\nhost A 192.0.2.1\n',
    found: ['warning mx-cname-target'],
  },
  {
    program: 'checkdmarc 5.17.5',
    wrong: 'BIMI without "l=" ends the whole run',
    text: 'default._bimi TXT "v=BIMI1; a=https://example.com/vmc.pem"\n',
    found: ['error bimi-l-missing'],
  },
  {
    program: 'checkdmarc 5.17.5',
    wrong: 'MTA-STS without "id=" ends the whole run',
    text: '_mta-sts TXT "v=STSv1;"\n',
    found: ['error mta-sts-id-missing'],
  },
  {
    program: 'checkdmarc 5.17.5',
    wrong: 'an extension of MTA-STS is a syntax error',
    text: '_mta-sts TXT "v=STSv1; id=1; foo=bar;"\n',
    found: [],
  },
  {
    program: 'octodns-spf 1.0.0',
    wrong: '"?include:" and "INCLUDE:" are not counted',
    text: spf(...hosts(5, '?include'), ...hosts(4, 'INCLUDE'), '-all'),
    found: ['warning spf-include-qualifier', 'warning spf-lookup-limit-near', 'warning spf-unreachable-term'],
    lookups: 9,
  },
  {
    program: 'octodns-spf 1.0.0',
    wrong: 'the limit is looked at before the last term is counted',
    text: spf(...hosts(11), '?all'),
    found: ['error spf-lookup-limit-local', 'warning spf-all-neutral'],
    lookups: 11,
  },
  {
    program: 'octodns-spf 1.0.0',
    wrong: '"ptr" in the record of a provider ends the build',
    text: spf('include:s.example.net', '-all'),
    answers: { 's.example.net. TXT': answer('ptr', 'ip4:192.0.2.1', '-all') },
    found: [],
    lookups: 2,
  },
  {
    program: 'octoDNS 1.22',
    wrong: 'a record that ends in a modifier or a blank does not end in "all"',
    text: '@ TXT "v=spf1 ip4:192.0.2.1 -all ra=postmaster "\n',
    found: [],
  },
  {
    program: 'octoDNS 1.22',
    wrong: 'a CNAME at "_dmarc" is a missing DMARC record',
    text: '@ MX 10 mail\nmail A 192.0.2.1\n_dmarc CNAME dmarc.example.net.\n',
    answers: { 'dmarc.example.net. TXT': { strings: [[`v=DMARC1; p=none; ${RUA}`]] } },
    found: [],
  },
  {
    program: 'Internet.nl',
    wrong: '"rp=10" makes the whole record invalid',
    text: spf('ip4:192.0.2.1', '-all', 'ra=postmaster', 'rp=10'),
    found: [],
  },
  {
    program: 'mox',
    wrong: 'a trailing dot in "a:" is permerror',
    text: spf('a:host.example.net.', '-all'),
    found: [],
    lookups: 1,
  },
  {
    program: 'pyspf 2.0.14',
    wrong: '"Redirect=" is unknown, so the result is neutral',
    text: spf('Redirect=s.example.net'),
    answers: { 's.example.net. TXT': answer('ip4:192.0.2.1', '-all') },
    found: [],
    lookups: 1,
  },
  {
    program: 'Mail::SPF 3.20250505, rspamadm 3.12.1',
    wrong: 'of 11 hosts of "mx" ten are tried',
    text: `${Array.from({ length: 11 }, (_, i) => `@ MX 10 h${i}.example.net.\n`).join('')}${spf('mx', '-all')}`,
    found: ['error spf-mx-over-10'],
    lookups: 1,
  },
  {
    program: 'mailauth 7.1.0, rspamadm 3.12.1',
    wrong: 'a record with a blank before "v=spf1" is used',
    text: '@ TXT " v=spf1 ip4:192.0.2.1 -all"\n',
    found: ['error txt-leading-whitespace'],
  },
  {
    program: 'mailauth 7.1.0, opendmarc-check 1.4.2',
    wrong: 'a record with a blank before "v=DMARC1" is used',
    text: dmarc(` v=DMARC1; p=none; ${RUA}`),
    found: ['error txt-leading-whitespace'],
  },
  {
    program: 'mailauth 7.1.0, opendmarc-check 1.4.2',
    wrong: 'of two "p" one counts',
    text: dmarc(`v=DMARC1; p=none; p=reject; ${RUA}`),
    found: ['error dmarc-duplicate-tag'],
  },
  {
    program: 'mailauth 7.1.0',
    wrong: '"p=rejected" is passed on as it is typed',
    text: dmarc(`v=DMARC1; p=rejected; ${RUA}`),
    found: ['error dmarc-p-invalid'],
  },
  {
    program: 'rspamadm 3.12.1',
    wrong: 'three lookups that find nothing go without a word',
    text: spf('a:a.example.net', 'a:b.example.net', 'a:c.example.net', '-all'),
    answers: { 'a.example.net.': 'NXDOMAIN', 'b.example.net.': 'NXDOMAIN', 'c.example.net.': 'NXDOMAIN' },
    found: ['error spf-void-lookups', 'warning spf-void-lookup'],
    lookups: 3,
  },
  {
    program: 'rspamadm 3.12.1',
    wrong: 'of two SPF records one is used',
    text: `${spf('ip4:192.0.2.1', '-all')}${spf('ip4:192.0.2.2', '-all')}`,
    found: ['error spf-multiple-records'],
  },
  {
    program: 'rspamadm 3.12.1',
    wrong: 'two "redirect=" go without a word',
    text: spf('redirect=a.example.net', 'redirect=b.example.net'),
    found: ['error spf-duplicate-redirect'],
  },
  {
    program: 'rspamadm 3.12.1',
    wrong: 'no blank behind "v=spf1" goes without a word',
    text: '@ TXT "v=spf1ip4:192.0.2.1 -all"\n',
    found: ['error spf-missing-space'],
  },
  {
    program: 'opendmarc-check 1.4.2',
    wrong: 'a record that does not begin with "v" is accepted',
    text: dmarc(`p=none; v=DMARC1; ${RUA}`),
    found: ['error dmarc-version-not-first'],
  },
  {
    program: 'opendmarc-check 1.4.2',
    wrong: 'a report address without "mailto:" is accepted',
    text: dmarc('v=DMARC1; p=none; rua=d@example.com'),
    found: ['error dmarc-rua-not-mailto'],
  },
  {
    program: 'opendmarc-check 1.4.2',
    wrong: '"mailto:" behind a ";" is accepted',
    text: dmarc('v=DMARC1; p=none; rua=mailto:d@example.com; mailto:e@example.com'),
    found: ['error dmarc-rua-invalid'],
  },
  {
    program: 'zonemaster 7.1.0',
    wrong: 'a macro that is none is valid',
    text: spf('exists:%{z}.example.net', '-all'),
    found: ['error spf-macro-syntax'],
  },
  {
    program: 'zonemaster 7.1.0',
    wrong: 'an MX may lead to nothing',
    text:
      '@ SOA ns1.example.net. host.example.net. 1 7200 3600 1209600 3600\n' +
      '@ NS ns1.example.net.\n@ MX 10 mail\n',
    found: ['error mx-no-address'],
  },
  {
    program: 'mox 1c95876',
    wrong: 'an RSA key of less than 1,024 bits goes without a word',
    text: 's1._domainkey TXT "v=DKIM1; k=rsa; p=MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAMRfwWzdNUtCz49KeHzkJJ2322YfcN1ydyIeJUBOlSV/S3y1Rhvycs0yrY+NTUDaETYBJAieePWn32lqYSco1CECAwEAAQ=="\n',
    found: ['error dkim-key-too-short-1024'],
  },
  {
    program: 'zonemaster 7.1.0',
    wrong: 'an MX may lead to an address',
    text: '@ MX 10 192.0.2.1.\n',
    found: ['error mx-ip-literal'],
  },
  {
    program: 'DNSControl spflib 7a079bc',
    wrong: '"exp=" before "all", "EXISTS:" and an unknown modifier are errors',
    text: spf('exp=why.example.net', 'EXISTS:%{i}.l.example.net', 'x-note=hello', '-all'),
    found: [],
    lookups: 1,
  },
  {
    program: 'DNSControl spflib 7a079bc',
    wrong: '"redirect=" with "exp=" is an error',
    text: spf('exp=why.example.net', 'redirect=s.example.net'),
    answers: { 's.example.net. TXT': answer('ip4:192.0.2.1', '-all') },
    found: [],
    lookups: 1,
  },
  {
    program: 'named-checkzone 9.20.30, nsd-checkzone 4.12.0, kzonecheck 3.4.6',
    wrong: 'certificate data of two octets are right for a hash of 32',
    text: '_25._tcp.mail TLSA 3 1 1 abcd\n',
    found: ['error dane-field-invalid'],
  },
  {
    program: 'named-checkzone 9.20.30',
    wrong: 'a record of type SPF needs its twin of type TXT',
    text: `@ SPF "v=spf1 ip4:192.0.2.1 -all"\n${spf('ip4:192.0.2.1', '-all')}`,
    found: [],
  },
];
