import assert from 'node:assert/strict';
import { SOA } from '../harness/quoted-findings.ts';
import { applyFix, findingsOf, zone } from '../harness/workspace.ts';

const PATH = 'example.com.zone';

/** `severity message` of each finding of the rule, and `title (safety): new lines` of each of its fixes. */
function outcomes(rule: string, text: string): readonly string[] {
  const made = zone(text, PATH);
  const before = text.split('\n');
  return findingsOf(made, PATH)
    .filter((finding) => finding.rule === rule)
    .flatMap((finding) => [
      `${finding.severity} ${finding.message}`,
      ...made.detailsOf(PATH, finding).fixes.map((fix) => {
        const after = applyFix(made, PATH, fix).split('\n');
        assert.notDeepEqual(after, before);
        return `${fix.title} (${fix.safety}): ${after.filter((line) => !before.includes(line)).join(' ')}`;
      }),
    ]);
}

/** That number of addresses for one name. */
function addresses(type: 'A' | 'AAAA', count: number): string {
  const of = (i: number): string => (type === 'A' ? `192.0.2.${i + 1}` : `2001:db8::${i + 1}`);
  return Array.from({ length: count }, (_, i) => `\nweb ${type} ${of(i)}`).join('');
}

describe('what a rule says of each of its faults, and each of its fixes', () => {
  // `SOA` at the beginning is the SOA record and the name servers of a whole zone.
  const rows: readonly (readonly [rule: string, zone: string, ...outcomes: string[]])[] = [
    [
      'bimi-l-not-https',
      'default._bimi TXT "v=BIMI1; l=http://a.example.net/x.svg"',
      'error "l" uses "http:", but receivers fetch over "https:" only.',
      'Use "https:" (review): default._bimi TXT "v=BIMI1; l=https://a.example.net/x.svg"',
    ],
    [
      'bimi-l-not-https',
      'default._bimi TXT "v=BIMI1; l=example"',
      'error "example" in "l" is not an "https://" address.',
    ],
    [
      'bimi-l-not-https',
      'default._bimi TXT "v=BIMI1; l=ftp://a.example.net/x.svg"',
      'error "l" uses "ftp:", but receivers fetch over "https:" only.',
    ],
    [
      'cross-parked-domain-incomplete',
      'SOA@ A 192.0.2.1\n@ TXT "v=spf1 -all"',
      'hint example.com sends no mail, but has no null MX to show that it receives no mail.',
      'Add a null MX record (review): @ IN MX 0 .',
    ],
    ['cross-parked-domain-incomplete', 'SOAx A 192.0.2.1\nx TXT "v=spf1 -all"'],
    ['cross-parked-domain-incomplete', 'SOA@ A 192.0.2.1'],
    ['cross-parked-domain-incomplete', '@ A 192.0.2.1\n@ TXT "v=spf1 -all"'],
    [
      'dmarc-fo-invalid',
      '_dmarc TXT "v=DMARC1; p=none; ruf=mailto:a@example.com; fo="',
      'warning "fo" has no value, so receivers use the default 0.',
      'Use "fo=1" (review): _dmarc TXT "v=DMARC1; p=none; ruf=mailto:a@example.com; fo=1"',
    ],
    [
      'dmarc-fo-invalid',
      '_dmarc TXT "v=DMARC1; p=none; ruf=mailto:a@example.com; fo=x"',
      'warning "x" in "fo" is not 0, 1, d or s, so receivers use the default 0.',
      'Use "fo=1" (review): _dmarc TXT "v=DMARC1; p=none; ruf=mailto:a@example.com; fo=1"',
    ],
    [
      'dmarc-fo-invalid',
      '_dmarc TXT "v=DMARC1; p=none; ruf=mailto:a@example.com; fo=0:1"',
      'warning "fo=0:1" has both 0 and 1, so RFC 9989 receivers use the default 0, and RFC 7489 receivers use 1.',
      'Use "fo=1" (review): _dmarc TXT "v=DMARC1; p=none; ruf=mailto:a@example.com; fo=1"',
    ],
    [
      'dmarc-fo-invalid',
      '_dmarc TXT "v=DMARC1; p=none; ruf=mailto:a@example.com; fo=1,d"',
      'warning The options in "fo=1,d" are not separated by ":", so receivers use the default 0.',
      'Use "fo=1:d" (safe): _dmarc TXT "v=DMARC1; p=none; ruf=mailto:a@example.com; fo=1:d"',
    ],
    [
      'dmarc-fo-invalid',
      '_dmarc TXT "v=DMARC1; p=none; ruf=mailto:a@example.com; fo=d:d"',
      'warning "fo=d:d" repeats an option, which RFC 9989 does not allow.',
      'Use "fo=d" (safe): _dmarc TXT "v=DMARC1; p=none; ruf=mailto:a@example.com; fo=d"',
    ],
    ['dmarc-fo-invalid', '_dmarc TXT "v=DMARC1; p=none; fo=d:d"'],
    [
      'dmarc-fo-without-ruf',
      '_dmarc TXT "v=DMARC1; p=none; rua=mailto:a@example.com; fo=1"',
      'hint "fo" has no effect without "ruf".',
      'Delete "fo" (safe): _dmarc TXT "v=DMARC1; p=none; rua=mailto:a@example.com"',
    ],
    [
      'dmarc-np-weaker-than-p',
      '_dmarc TXT "v=DMARC1; p=reject; np=none; rua=mailto:a@example.com"',
      'warning "np=none" is weaker than "p=reject", so nonexistent subdomains are easier to spoof.',
      'Delete "np" (review): _dmarc TXT "v=DMARC1; p=reject; rua=mailto:a@example.com"',
      'Use "np=reject" (review): _dmarc TXT "v=DMARC1; p=reject; np=reject; rua=mailto:a@example.com"',
    ],
    [
      'dmarc-np-weaker-than-p',
      '_dmarc TXT "v=DMARC1; p=none; sp=reject; np=none; rua=mailto:a@example.com"',
      'warning "np=none" is weaker than "sp=reject", so nonexistent subdomains are easier to spoof.',
      'Delete "np" (review): _dmarc TXT "v=DMARC1; p=none; sp=reject; rua=mailto:a@example.com"',
      'Use "np=reject" (review): _dmarc TXT "v=DMARC1; p=none; sp=reject; np=reject; rua=mailto:a@example.com"',
    ],
    [
      'dmarc-rua-not-mailto',
      '_dmarc TXT "v=DMARC1; p=none; rua=a@example.com"',
      'error "a@example.com" in "rua" has no "mailto:", so receivers send no reports there.',
      'Add "mailto:" (safe): _dmarc TXT "v=DMARC1; p=none; rua=mailto:a@example.com"',
    ],
    [
      'dmarc-rua-not-mailto',
      '_dmarc TXT "v=DMARC1; p=none; rua=https://example.com/r"',
      'warning Receivers may ignore "https:" in "rua" because they must support only "mailto:".',
    ],
    [
      'dmarc-rua-not-mailto',
      '_dmarc TXT "v=DMARC1; p=none; rua=mailto:a@example.com,https://example.com/r"',
      'info Receivers may ignore "https:" in "rua" because they must support only "mailto:".',
    ],
    [
      'dmarc-rua-not-mailto',
      '_dmarc TXT "v=DMARC1; p=none; rua=mailto:a@example.com; ruf=https://example.com/r"',
      'warning Receivers may ignore "https:" in "ruf" because they must support only "mailto:".',
    ],
    [
      'dmarc-rua-not-mailto',
      '_dmarc TXT "v=DMARC1; p=none; rua=mailto:a@,https://example.com/r"',
      'warning Receivers may ignore "https:" in "rua" because they must support only "mailto:".',
    ],
    [
      'dmarc-trailing-garbage',
      '_dmarc TXT "v=DMARC1; p=none; oops; rua=mailto:a@example.com"',
      'warning "oops" is not a name=value tag.',
      'Delete the text (safe): _dmarc TXT "v=DMARC1; p=none; rua=mailto:a@example.com"',
    ],
    [
      'dmarc-unknown-tag',
      '_dmarc TXT "v=DMARC1; p=none; rau=mailto:a@example.com"',
      'warning "rau" is not a DMARC tag and is probably a typo for "rua".',
      'Replace with "rua" (safe): _dmarc TXT "v=DMARC1; p=none; rua=mailto:a@example.com"',
    ],
    [
      'dmarc-unknown-tag',
      '_dmarc TXT "v=DMARC1; p=none; rfu=mailto:a@example.com"',
      'warning "rfu" is not a DMARC tag and is probably a typo for "ruf".',
      'Replace with "ruf" (safe): _dmarc TXT "v=DMARC1; p=none; ruf=mailto:a@example.com"',
    ],
    [
      'dmarc-unknown-tag',
      '_dmarc TXT "v=DMARC1; p=none; ruf=mailto:a@example.com; fo0=1:d"',
      'warning "fo0" is not a DMARC tag and is probably a typo for "fo".',
      'Replace with "fo" (safe): _dmarc TXT "v=DMARC1; p=none; ruf=mailto:a@example.com; fo=1:d"',
    ],
    [
      'dmarc-unknown-tag',
      '_dmarc TXT "v=DMARC1; p=none; ps=reject"',
      'warning "ps" is not a DMARC tag and is probably a typo for "sp".',
      'Replace with "sp" (review): _dmarc TXT "v=DMARC1; p=none; sp=reject"',
    ],
    [
      'dmarc-unknown-tag',
      '_dmarc TXT "v=DMARC1; p=none; x=1"',
      'hint "x" is not a DMARC tag, so receivers ignore it.',
    ],
    [
      'mx-duplicate-preference-host',
      '@ MX 10 a.example.net.\n@ MX 20 a.example.net.',
      'hint "a.example.net" is already an MX host of example.com, with preference 10.',
      'Delete this MX record (review): ',
    ],
    ['mx-duplicate-preference-host', '@ MX 10 a.example.net.\n@ MX 10 a.example.net.'],
    ['mx-duplicate-preference-host', '@ MX 10 a.example.net.\n@ MX {{ x }} a.example.net.'],
    [
      'spf-comma-or-semicolon-separator',
      '@ TXT "v=spf1 mx, a -all"',
      'error "," is not allowed here because only spaces separate SPF terms.',
      'Delete "," (safe): @ TXT "v=spf1 mx a -all"',
    ],
    [
      'spf-comma-or-semicolon-separator',
      '@ TXT "v=spf1 mx,a -all"',
      'error "," is not allowed here because only spaces separate SPF terms.',
      'Replace with a space (safe): @ TXT "v=spf1 mx a -all"',
    ],
    [
      'spf-comma-or-semicolon-separator',
      '@ TXT "v=spf1 mx ; -all"',
      'error ";" is not allowed here because only spaces separate SPF terms.',
      'Delete ";" (safe): @ TXT "v=spf1 mx -all"',
    ],
    [
      'spf-comma-or-semicolon-separator',
      '@ TXT "v=spf1 mx -all ;"',
      'error ";" is not allowed here because only spaces separate SPF terms.',
      'Delete ";" (safe): @ TXT "v=spf1 mx -all"',
    ],
    [
      'spf-comma-or-semicolon-separator',
      '@ TXT "v=spf1 mx ;a -all"',
      'error ";" is not allowed here because only spaces separate SPF terms.',
      'Delete ";" (safe): @ TXT "v=spf1 mx a -all"',
    ],
    [
      'spf-comma-or-semicolon-separator',
      '@ TXT "v=spf1 ip4:192.0.2.1,192.0.2.2 -all"',
      'error "," is not allowed here because only spaces separate SPF terms.',
      'Replace with " ip4:" (safe): @ TXT "v=spf1 ip4:192.0.2.1 ip4:192.0.2.2 -all"',
    ],
    [
      'spf-exp-missing-text',
      'SOA@ TXT "v=spf1 -all exp=e.example.com"\ne TXT "a"\ne TXT "b"',
      'hint "e.example.com" has 2 TXT records, so "exp=" has no effect.',
    ],
    ['spf-exp-missing-text', 'SOA@ TXT "v=spf1 -all exp=e.example.com"\ne TXT "a"'],
    [
      'spf-exp-missing-text',
      'SOA@ TXT "v=spf1 -all exp=e.example.com"',
      'hint "e.example.com" has no TXT record, so "exp=" has no effect.',
    ],
    ['spf-exp-missing-text', 'SOA@ TXT "v=spf1 -all exp=%{d}.example.com"'],
    ['spf-exp-missing-text', 'SOA@ TXT "v=spf1 -all exp="'],
    [
      'spf-include-self',
      'SOA@ TXT "v=spf1 include:example.com -all"',
      'error "include:example.com" includes its own record.',
      'Delete "include:example.com" (review): @ TXT "v=spf1 -all"',
    ],
    [
      'spf-include-self',
      'SOA@ TXT "v=spf1 redirect=example.com"',
      'error "redirect=example.com" redirects to its own record.',
    ],
    ['spf-include-self', 'SOA@ TXT "v=spf1 a:example.com -all"'],
    [
      'spf-missing',
      'SOA@ MX 10 mail\nmail A 192.0.2.1',
      'warning example.com has an MX record but no SPF record.',
      'Add an SPF record that allows "mx" (review): @ IN TXT "v=spf1 mx ~all"',
    ],
    [
      'spf-missing',
      'SOA@ MX 10 mail\n@ MX 20 aspmx.l.google.com.\nmail A 192.0.2.1',
      'warning example.com has an MX record but no SPF record.',
    ],
    [
      'spf-missing',
      'SOA@ MX 10 aspmx.l.google.com.\n@ MX 20 alt1.aspmx.l.google.com.',
      'warning example.com has an MX record but no SPF record.',
      'Add an SPF record that allows "include:_spf.google.com" (review): @ IN TXT "v=spf1 include:_spf.google.com ~all"',
    ],
    [
      'spf-missing',
      'SOA@ MX 10 aspmx.l.google.com.\n@ MX 20 example-com.mail.protection.outlook.com.',
      'warning example.com has an MX record but no SPF record.',
      'Add an SPF record that allows "include:_spf.google.com include:spf.protection.outlook.com" (review): @ IN TXT "v=spf1 include:_spf.google.com include:spf.protection.outlook.com ~all"',
    ],
    [
      'spf-missing',
      'SOA@ MX 10 mail.example.net.',
      'warning example.com has an MX record but no SPF record.',
    ],
    [
      'spf-missing',
      'SOA@ MX 10 mail\nmail A 192.0.2.1\n_dmarc TXT "v=DMARC1; p=none; rua=mailto:a@example.com"',
      'warning example.com has an MX record but no SPF record.',
      'Add an SPF record that allows "mx" (review): @ IN TXT "v=spf1 mx ~all"',
    ],
    [
      'spf-missing',
      'SOA@ MX 10 mail\nmail A 192.0.2.1\n_dmarc TXT "v=DMARC1; p=reject; rua=mailto:a@example.com"',
    ],
    [
      'spf-ptr-mechanism',
      '@ TXT "v=spf1 ptr mx -all"',
      'warning "ptr" should not be used because some receivers skip it or fail on it.',
      'Delete "ptr" (review): @ TXT "v=spf1 mx -all"',
    ],
    [
      'spf-rp-without-ra',
      '@ TXT "v=spf1 mx -all rp=100"',
      'hint "rp=100" requests no reports because no "ra" says where to send them.',
      'Delete "rp=100" (safe): @ TXT "v=spf1 mx -all"',
    ],
    [
      'spf-rp-without-ra',
      '@ TXT "v=spf1 mx -all ra= rp=100"',
      'hint "rp=100" requests no reports because no "ra" says where to send them.',
      'Delete "rp=100" (safe): @ TXT "v=spf1 mx -all ra="',
    ],
    ['spf-rp-without-ra', '@ TXT "v=spf1 mx -all ra=postmaster rp=100"'],
    [
      'spf-rp-without-ra',
      '@ TXT "v=spf1 mx -all ra=postmaster rp=101"',
      'hint "rp=101" does not have a whole number from 0 to 100 as its percentage.',
      'Delete "rp=101" (safe): @ TXT "v=spf1 mx -all ra=postmaster"',
    ],
    [
      'spf-rp-without-ra',
      '@ TXT "v=spf1 mx -all ra=postmaster rp=x1"',
      'hint "rp=x1" does not have a whole number from 0 to 100 as its percentage.',
      'Delete "rp=x1" (safe): @ TXT "v=spf1 mx -all ra=postmaster"',
    ],
    [
      'spf-rp-without-ra',
      '@ TXT "v=spf1 mx -all ra=postmaster rp=1x"',
      'hint "rp=1x" does not have a whole number from 0 to 100 as its percentage.',
      'Delete "rp=1x" (safe): @ TXT "v=spf1 mx -all ra=postmaster"',
    ],
    ['spf-rp-without-ra', '@ TXT "v=spf1 mx -all ra=postmaster rr=all:e"'],
    [
      'spf-rp-without-ra',
      '@ TXT "v=spf1 mx -all ra=postmaster rr=xe"',
      'hint "rr=xe" has a value that is not one of "all", "e", "f", "s" and "n".',
      'Delete "rr=xe" (safe): @ TXT "v=spf1 mx -all ra=postmaster"',
    ],
    [
      'spf-rp-without-ra',
      '@ TXT "v=spf1 mx -all ra=postmaster rr=ex"',
      'hint "rr=ex" has a value that is not one of "all", "e", "f", "s" and "n".',
      'Delete "rr=ex" (safe): @ TXT "v=spf1 mx -all ra=postmaster"',
    ],
    [
      'txt-placeholder-left-in',
      '$ORIGIN shop.de.\n@ TXT "v=spf1 include:_spf.example.com -all"',
      'error "_spf.example.com" is an example domain, not one of yours.',
    ],
    ['txt-placeholder-left-in', '$ORIGIN yourdomain.de.\n@ TXT "v=spf1 include:_spf.example.com -all"'],
    ['txt-placeholder-left-in', '$ORIGIN your-domain.de.\n@ TXT "v=spf1 include:_spf.example.com -all"'],
    ['txt-placeholder-left-in', '$ORIGIN a.yourdomain.de.\n@ TXT "v=spf1 include:_spf.example.com -all"'],
    ['txt-placeholder-left-in', '$ORIGIN shop.de.\n@ TXT "see _spf.example.com"'],
    ['txt-placeholder-left-in', '$ORIGIN shop.de.\ns1._domainkey TXT "v=DKIM1; p=<your key>"'],
    [
      'txt-placeholder-left-in',
      '$ORIGIN shop.de.\ns1._domainkey TXT "v=DKIM1; n=<your note>; p="',
      'error The placeholder "<your note>" was never replaced with a value.',
    ],
    [
      'txt-placeholder-left-in',
      '$ORIGIN shop.de.\n_dmarc TXT "v=DMARC1; p=<policy>; rua=mailto:<your address>"',
      'error The placeholder "<your address>" was never replaced with a value.',
    ],
    [
      'txt-placeholder-left-in',
      '$ORIGIN shop.de.\n_mta-sts TXT "v=STSv1; id=<id>"',
      'error The placeholder "<id>" was never replaced with a value.',
    ],
    ['zone-bad-rdata', '@ A 192.0.2.300', 'error "192.0.2.300" is not an IPv4 address (bad dotted quad).'],
    ['zone-bad-rdata', '@ MX 10', 'error The record data is incomplete (unexpected end of input).'],
    ['zone-bad-rdata', '@ MX 99999 mail', 'error "99999" is too large (out of range).'],
    [
      'zone-unquoted-txt-spaces',
      '@ TXT v=spf1 mx -all',
      'error Without quotes, every word is a separate string, so receivers read "v=spf1mx-all".',
      'Put the whole value in quotes (review): @ TXT "v=spf1 mx -all"',
    ],
    ['zone-unquoted-txt-spaces', '@ TXT v=spf1'],
    [
      'zone-unquoted-txt-spaces',
      '@ TXT v=spf1 "mx" -all',
      'error Without quotes, every word is a separate string, so receivers read "v=spf1mx-all".',
      'Put the whole value in quotes (review): @ TXT "v=spf1 mx -all"',
    ],
    ['zone-unquoted-txt-spaces', '@ TXT hello world'],
    [
      'dmarc-unknown-tag',
      '_dmarc TXT "v=DMARC1; p=none; adkm=s"',
      'warning "adkm" is not a DMARC tag and is probably a typo for "adkim".',
      'Replace with "adkim" (review): _dmarc TXT "v=DMARC1; p=none; adkim=s"',
    ],
    [
      'spf-rp-without-ra',
      '@ TXT "v=spf1 mx -all ra=postmaster rp=0001"',
      'hint "rp=0001" does not have a whole number from 0 to 100 as its percentage.',
      'Delete "rp=0001" (safe): @ TXT "v=spf1 mx -all ra=postmaster"',
    ],
    [
      'zone-unquoted-txt-spaces',
      "@ TXT v=spf1 mx' -all",
      'error Without quotes, every word is a separate string, so receivers read "v=spf1mx\'-all".',
      'Put the whole value in quotes (review): @ TXT "v=spf1 mx\' -all"',
    ],
    ['zone-unquoted-txt-spaces', "@ TXT 'v=spf1 mx -all'"],
    ['zone-unquoted-txt-spaces', '@ TXT "v=spf1 mx -all" "x"'],
    ['zone-unquoted-txt-spaces', '@ TXT "v=spf1 " "mx -all"'],
    [
      'spf-a-over-10-addresses',
      `SOA@ TXT "v=spf1 a:web.example.com -all"${addresses('A', 11)}`,
      'hint "web.example.com" has 11 addresses, and "a:web.example.com" allows all of them to send.',
    ],
    ['spf-a-over-10-addresses', `SOA@ TXT "v=spf1 a:web.example.com -all"${addresses('A', 10)}`],
    [
      'spf-a-over-10-addresses',
      `SOA@ TXT "v=spf1 a:web.example.com -all"${addresses('A', 5)}${addresses('AAAA', 6)}`,
      'hint "web.example.com" has 11 addresses, and "a:web.example.com" allows all of them to send.',
    ],
    ['spf-a-over-10-addresses', `SOA@ TXT "v=spf1 -a:web.example.com -all"${addresses('A', 11)}`],
    ['spf-a-over-10-addresses', `SOA@ TXT "v=spf1 a=web.example.com -all"${addresses('A', 11)}`],
    ['spf-a-over-10-addresses', `SOA@ TXT "v=spf1 mx:web.example.com -all"${addresses('A', 11)}`],
    ['spf-a-over-10-addresses', `SOA@ TXT "v=spf1 include:web.example.com -all"${addresses('A', 11)}`],
    ['spf-a-over-10-addresses', `SOA@ TXT "v=spf1 a:%{d} -all"${addresses('A', 11)}`],
  ];
  for (const [rule, text, ...expected] of rows) {
    it(`${rule}: ${text}`, () => {
      assert.deepEqual(outcomes(rule, `${text.replace(/^SOA/, SOA)}\n`), expected);
    });
  }
});
