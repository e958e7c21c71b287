import assert from 'node:assert/strict';
import { quotedFindings, SOA } from '../harness/quoted-findings.ts';

const MX = '@ MX 10 mail.example.net.\n';
const REPORTS = 'rua=mailto:a@example.net';

/** What rules that look at several records of a zone find, and where they are silent. */
const CASES: readonly (readonly [rule: string, text: string, expected: readonly string[]])[] = [
  // One fault is reported once.
  [
    'zone-',
    '$TTL 60\nexample.com IN SOA ns1.example.net. h.example.net. 1 7200 3600 1209600 3600\n IN NS ns1.example.net.\n IN NS ns2.example.net.\n',
    ['error zone-owner-repeats-origin: example.com'],
  ],
  // RFC 9990 §4: the target takes reports about every domain.
  ['zone-wildcard', '*._report._dmarc TXT "v=DMARC1"\n', []],
  ['zone-wildcard', '*._report._dmarc TXT "v=DMARC1;"\n', []],
  ['zone-wildcard', '* TXT "v=DMARC1; p=none"\n', ['warning zone-wildcard-mx-or-txt: *']],
  ['spf-mx-with-null-mx', '@ MX 0 .\n@ TXT "v=spf1 mx -all"\n', ['warning spf-mx-with-null-mx: mx']],
  ['spf-a-or-mx', '@ MX 0 .\n@ TXT "v=spf1 mx -all"\n', []],
  [
    'spf-mx-with-null-mx',
    '@ MX 0 .\n@ TXT "v=spf1 mx:example.com/24 -all"\n',
    ['warning spf-mx-with-null-mx: mx:example.com/24'],
  ],
  ['spf-mx-with-null-mx', '@ MX 0 .\n@ TXT "v=spf1 mx:example.net -all"\n', []],
  ['spf-mx-with-null-mx', '@ MX 0 .\n@ MX 10 mail\n@ TXT "v=spf1 mx -all"\n', []],
  ['spf-mx-with-null-mx', '@ MX 0 .\n@ TXT "v=spf1 -all mx"\n', []],
  ['spf-mx-with-null-mx', '{% if x %}\n@ MX 0 .\n{% endif %}\n@ TXT "v=spf1 mx -all"\n', []],
  ['spf-rp', '@ TXT "v=spf1 mx ra=postmaster rp=10 rr=all -all"\n', []],
  ['spf-rp', '@ TXT "v=spf1 mx ra=postmaster rr=e:f -all"\n', []],
  [
    'spf-rp',
    '@ TXT "v=spf1 mx ra=postmaster rp=101 rr=x -all"\n',
    ['hint spf-rp-without-ra: rp=101', 'hint spf-rp-without-ra: rr=x'],
  ],
  ['spf-rp', '@ TXT "v=spf1 mx RP=10 -all"\n', ['hint spf-rp-without-ra: RP=10']],
  ['spf-rp', '@ TXT "v=spf1 mx rp=10 {{ more }} -all"\n', []],
  [
    'dmarc-np',
    `_dmarc TXT "v=DMARC1; p=reject; np=none; ${REPORTS}"\n`,
    ['warning dmarc-np-weaker-than-p: np=none'],
  ],
  [
    'dmarc-np',
    `_dmarc TXT "v=DMARC1; p=none; sp=reject; np=quarantine; ${REPORTS}"\n`,
    ['warning dmarc-np-weaker-than-p: np=quarantine'],
  ],
  ['dmarc-np', `_dmarc TXT "v=DMARC1; p=reject; sp=none; np=none; ${REPORTS}"\n`, []],
  ['dmarc-np', `_dmarc TXT "v=DMARC1; p=reject; sp=none; np=reject; ${REPORTS}"\n`, []],
  ['dmarc-np', `_dmarc TXT "v=DMARC1; p=reject; np=none; t=y; ${REPORTS}"\n`, []],
  ['dmarc-np', `_dmarc TXT "v=DMARC1; p=reject; np=none; sp={{ sp }}; ${REPORTS}"\n`, []],
  [
    'dmarc-np',
    `_dmarc.sub TXT "v=DMARC1; p=reject; np=none; ${REPORTS}"\n_dmarc TXT "v=DMARC1; p=reject"\n`,
    [],
  ],
  // Where no list knows the suffix, the DMARC record of the domain decides (RFC 9989 §4.10).
  [
    'dmarc-reject-without-dkim',
    `$ORIGIN corp.internal.\n; mailtxt: origin=corp.internal.\n${SOA}${MX}@ TXT "v=spf1 mx -all"\n_dmarc TXT "v=DMARC1; p=reject; ${REPORTS}"\n`,
    ['warning dmarc-reject-without-dkim: p=reject'],
  ],
  // Absence is reported only if the whole zone is known.
  ['dmarc-missing', MX, []],
  ['dmarc-missing', `${SOA}${MX}`, ['warning dmarc-missing: MX']],
  ['dmarc-missing', `${SOA}${MX}{{ more }}\n`, []],
  ['dmarc-missing', `${SOA}${MX}$INCLUDE more\n`, []],
  ['dmarc-missing', `${SOA}${MX}_dmarc CNAME dmarc.example.net.\n`, []],
  ['dmarc-missing', `${SOA}${MX}_dmarc NS ns1.example.net.\n`, []],
  ['dmarc-missing', `${SOA}${MX}_dmarc TXT "v=DMARC1; p=none"\n`, []],
  ['dmarc-missing', `${SOA}${MX}_dmarc TXT "{{ policy }}"\n`, []],
  // A wildcard TXT answers, but not with DMARC; a wildcard CNAME may.
  ['dmarc-missing', `${SOA}${MX}* TXT "x"\n`, ['warning dmarc-missing: MX']],
  ['dmarc-missing', `${SOA}${MX}* CNAME x.example.net.\n`, []],
  // One finding for a domain and its subdomains.
  ['dmarc-missing', `${SOA}${MX}sub MX 10 mail.example.net.\n`, ['warning dmarc-missing: MX']],
  ['dmarc-missing', `${SOA}sub MX 10 mail.example.net.\n`, ['warning dmarc-missing: MX']],
  ['dmarc-missing', `${SOA}sub MX 10 mail.example.net.\nsub NS ns1.example.net.\n`, []],
  ['dmarc-missing', `${SOA}@ MX 0 .\n`, []],
  ['dmarc-missing', `${SOA}@ TXT "v=spf1 ~all"\n`, []],
  ['dmarc-missing', `${SOA}@ TXT "v=spf1 include:_spf.example.net -all"\n`, ['warning dmarc-missing: TXT']],
  ['dmarc-missing', `${SOA}host TXT "v=spf1 a -all"\nhost A 192.0.2.1\n`, []],
  // There may be another record at the parent of a name that is not registered.
  ['dmarc-missing', `; mailtxt: origin=sub.example.com.\n${SOA}${MX}`, []],
  // The two records at the parent domain have a finding of their own.
  [
    'dmarc-missing',
    `${SOA}sub MX 10 mail.example.net.\n_dmarc TXT "v=DMARC1; p=none"\n_dmarc TXT "v=DMARC1; p=reject"\n`,
    [],
  ],
  // A CNAME to a nonexistent name has its own finding.
  ['dmarc-cname', `${SOA}_dmarc CNAME policy\n`, ['warning dmarc-cname-dangling: policy']],
  ['dmarc-cname', `${SOA}_dmarc CNAME www\nwww A 192.0.2.1\n`, ['warning dmarc-cname-dangling: www']],
  ['dmarc-cname', `${SOA}_dmarc CNAME b\nb CNAME c\nc TXT "v=DMARC1; p=none"\n`, ['info dmarc-cname: b']],
  ['dmarc-cname', `${SOA}_dmarc CNAME policy.example.net.\n`, ['info dmarc-cname: policy.example.net.']],
  [
    'dmarc-cname',
    `${SOA}_dmarc CNAME policy.sub\nsub NS ns1.example.net.\n`,
    ['info dmarc-cname: policy.sub'],
  ],
  ['dmarc-cname', `${SOA}_dmarc CNAME policy\n{{ more }}\n`, ['info dmarc-cname: policy']],
  ['dmarc-cname', '_dmarc CNAME policy\n', ['info dmarc-cname: policy']],
  // A key may be at any name if a selector points to it.
  ['dkim-wrong-name', `${SOA}keys TXT "v=DKIM1; p="\n`, ['warning dkim-wrong-name: keys']],
  ['dkim-wrong-name', `${SOA}keys TXT "v=DKIM1; p="\ns1._domainkey CNAME keys\n`, []],
  ['dkim-wrong-name', `${SOA}a.domainkey TXT "v=DKIM1; p="\n`, ['error dkim-wrong-name: a.domainkey']],
  ['dkim-wrong-name', `${SOA}a.domainkey TXT "v=DKIM1; p="\nb._domainkey CNAME a.domainkey\n`, []],
  // A domain has no mail if its MX or SPF declares it, never because of p=reject.
  ['dmarc-policy-on', `${SOA}_dmarc TXT "v=DMARC1; p=reject"\n`, []],
  ['dmarc-policy-on', `${SOA}@ TXT "v=spf1 -all"\n${MX}_dmarc TXT "v=DMARC1; p=none; ${REPORTS}"\n`, []],
  ['dmarc-policy-on', `${SOA}@ MX 0 .\n_dmarc TXT "v=DMARC1; p=reject"\n`, []],
  ['dmarc-policy-on', `${SOA}@ MX 0 .\n`, ['warning dmarc-policy-on-non-sending: 0 .']],
  ['dmarc-policy-on', '@ MX 0 .\n', []],
  ['dmarc-policy-on', `${SOA}@ MX 0 .\n@ TXT "v=spf1 a:mail.example.net -all"\n`, []],
  ['dmarc-policy-on', `${SOA}host TXT "v=spf1 -all"\nhost A 192.0.2.1\n`, []],
  [
    'dmarc-policy-on',
    `sub MX 0 .\n_dmarc TXT "v=DMARC1; p=reject; sp=none; ${REPORTS}"\n`,
    ['warning dmarc-policy-on-non-sending: 0 .'],
  ],
  ['dmarc-policy-on', `sub MX 0 .\n_dmarc TXT "v=DMARC1; p=reject; ${REPORTS}"\n`, []],
  // SPF that is nearly right has rules of its own.
  [
    'dmarc-reject-without',
    `${SOA}${MX}_dmarc TXT "v=DMARC1; p=reject; ${REPORTS}"\n`,
    ['warning dmarc-reject-without-spf: p=reject'],
  ],
  [
    'dmarc-reject-without',
    `${SOA}${MX}@ TXT "spf1 mx -all"\n_dmarc TXT "v=DMARC1; p=reject; ${REPORTS}"\n`,
    [],
  ],
  ['dmarc-reject-without', `${SOA}_dmarc TXT "v=DMARC1; p=reject; ${REPORTS}"\n`, []],
  ['dmarc-reject-without', `${MX}_dmarc TXT "v=DMARC1; p=reject; ${REPORTS}"\n`, []],
  [
    'dmarc-rua-no-mx',
    `${SOA}_dmarc TXT "v=DMARC1; p=none; rua=mailto:a@example.com"\n`,
    ['warning dmarc-rua-no-mx: mailto:a@example.com'],
  ],
  ['dmarc-rua-no-mx', `${SOA}@ A 192.0.2.1\n_dmarc TXT "v=DMARC1; p=none; rua=mailto:a@example.com"\n`, []],
  [
    'dmarc-rua-no-mx',
    `${SOA}* MX 10 mail.example.net.\n_dmarc TXT "v=DMARC1; p=none; rua=mailto:a@reports.example.com"\n`,
    [],
  ],
  ['dmarc-rua-no-mx', '_dmarc TXT "v=DMARC1; p=none; rua=mailto:a@example.com"\n', []],
  ['cross-subdomain', '_dmarc.sub TXT "v=DMARC1; p=none"\n', []],
  ['cross-subdomain', `_dmarc TXT "v=DMARC1; p=none"\n_dmarc.sub TXT "v=DMARC1; p=none"\n`, []],
  ['cross-subdomain', `_dmarc TXT "v=DMARC1; p=none; {{ rest }}"\n_dmarc.sub TXT "v=DMARC1; p=none"\n`, []],
  [
    'cross-subdomain',
    `_dmarc TXT "v=DMARC1; p=none; ${REPORTS}"\n_dmarc.sub TXT "v=DMARC1; p=none; {{ rest }}"\n`,
    [],
  ],
  // Only where the record lists addresses and nothing else is it known that the IPv6 address is not in it.
  ['cross-ip6', '@ MX 10 mail\n@ TXT "v=spf1 mx -all"\nmail A 192.0.2.1\nmail AAAA 2001:db8::1\n', []],
  [
    'cross-ip6',
    '@ MX 10 mail\n@ TXT "v=spf1 ip4:192.0.2.1 include:x.example.net -all"\nmail A 192.0.2.1\nmail AAAA 2001:db8::1\n',
    [],
  ],
  [
    'cross-ip6',
    '@ MX 10 mail\n@ TXT "v=spf1 ip4:192.0.2.1 ip6:2001:db8::/32 -all"\nmail A 192.0.2.1\nmail AAAA 2001:db8::1\n',
    [],
  ],
  [
    'cross-ip6',
    '@ MX 10 mail\n@ TXT "v=spf1 ip4:192.0.2.9 -all"\nmail A 192.0.2.1\nmail AAAA 2001:db8::1\n',
    [],
  ],
  [
    'cross-ip6',
    '@ MX 10 mail\n@ TXT "v=spf1 ip4:192.0.2.1 ?all"\nmail A 192.0.2.1\nmail AAAA 2001:db8::1\n',
    [],
  ],
  [
    'cross-ip6',
    '@ MX 10 mail\n@ TXT "v=spf1 ip4:192.0.2.0/24 ~all"\nmail A 192.0.2.1\nmail AAAA 2001:db8::1\n',
    ['warning cross-ip6-unlisted: ip4:192.0.2.0/24'],
  ],
  [
    'cross-parked',
    `${SOA}@ A 192.0.2.1\n@ TXT "v=spf1 -all"\n`,
    ['hint cross-parked-domain-incomplete: "v=spf1 -all"'],
  ],
  ['cross-parked', `${SOA}@ TXT "v=spf1 -all"\n`, []],
  ['cross-parked', `${SOA}@ A 192.0.2.1\n@ MX 0 .\n@ TXT "v=spf1 -all"\n`, []],
];

describe('rules across records of a zone', () => {
  for (const [rule, text, expected] of CASES) {
    it(`${rule} in ${JSON.stringify(text.replace(SOA, 'SOA '))}`, () => {
      assert.deepEqual(quotedFindings(text, rule), expected);
    });
  }
});
