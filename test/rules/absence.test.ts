import assert from 'node:assert/strict';
import { quotedFindings, SOA } from '../harness/quoted-findings.ts';

const MX = '@ MX 10 mail\nmail A 192.0.2.25\n';
const SPF = '@ TXT "v=spf1 mx ~all"\n';
const REJECT = '_dmarc TXT "v=DMARC1; p=reject"\n';
const RSA =
  's1._domainkey TXT "v=DKIM1; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg1fWn7/zYtIxN2SnFCjxOCKG9v3b4jYfcTNh5ijSsq631uBItLa7od+v/RtdC2UzJ1lWT947qR+Rcac2gbto/NMqJ0fzfVjH4OuKhitdY9tf6mcwGjaNBcWToIMmPSPDdQPNUYckcQ2QIDAQAB"\n';
const ALIAS = 's1._domainkey CNAME s1.example.net.\n';
const REVOKED = 's1._domainkey TXT "v=DKIM1; p="\n';
const UNUSABLE =
  's1._domainkey TXT "v=DKIM1; h=sha1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="\n';
const ED25519 = '_domainkey TXT "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="\n';

/** What rules say that is missing, and where they cannot know. */
const CASES: readonly (readonly [rule: string, text: string, expected: readonly string[]])[] = [
  ['spf-missing', `${SOA}${MX}`, ['warning spf-missing: MX']],
  ['spf-missing', `${SOA}${MX}${ALIAS}`, ['info spf-missing: MX']],
  ['spf-missing', `${SOA}${MX}${REVOKED}`, ['warning spf-missing: MX']],
  // With a key that no verifier uses, nothing is signed.
  ['spf-missing', `${SOA}${MX}${UNUSABLE}`, ['warning spf-missing: MX']],
  ['spf-missing', MX, []],
  ['spf-missing', `${SOA}${MX}{{ more }}\n`, []],
  ['spf-missing', `${SOA}${MX}$INCLUDE more\n`, []],
  ['spf-missing', `${SOA}@ MX 0 .\n`, []],
  ['spf-missing', `${SOA}${MX}@ TXT "v=spf 1 mx -all"\n`, []],
  ['spf-missing', `${SOA}${MX}@ SPF "v=spf1 mx -all"\n`, []],
  ['spf-missing', `; mailtxt: origin=example.internal.\n${SOA}${MX}`, []],
  ['spf-missing', `; mailtxt: origin=2.0.192.in-addr.arpa.\n${SOA}@ MX 10 mail.example.com.\n`, []],
  // dmarc-reject-without-spf says it.
  ['spf-missing', `${SOA}${MX}${REJECT}`, []],
  ['spf-subdomain', `${SOA}sub MX 10 mail\n${MX}`, ['info spf-subdomain-missing: MX']],
  ['spf-subdomain', `${SOA}sub MX 10 mail\nsub TXT "v=spf1 -all"\n${MX}`, []],
  ['spf-subdomain', `${SOA}_sub MX 10 mail\n* MX 10 mail\n${MX}`, []],
  ['spf-subdomain', `${SOA}sub MX 10 mail\nsub NS ns1.example.net.\n${MX}`, []],
  // The policy from above makes more of it.
  ['spf-subdomain', `${SOA}${REJECT}sub MX 10 mail\n${MX}`, []],
  ['dmarc-sp', `${SOA}${REJECT}sub MX 10 mail\n${MX}`, ['info dmarc-sp-reject-subdomain-sends: MX']],
  ['dmarc-sp', `${SOA}${REJECT}sub MX 10 mail\n${MX}${ALIAS}`, []],
  [
    'dmarc-sp',
    `${SOA}${REJECT}sub MX 10 mail\n${MX}${UNUSABLE}`,
    ['info dmarc-sp-reject-subdomain-sends: MX'],
  ],
  ['dmarc-sp', `${SOA}${REJECT}sub MX 10 mail\n_dmarc.sub TXT "v=DMARC1; p=none"\n${MX}`, []],
  ['dmarc-sp', `${SOA}${REJECT}sub MX 10 mail\nsub TXT "v=spf1 mx -all"\n${MX}`, []],
  ['dmarc-sp-reject', `${SOA}_dmarc TXT "v=DMARC1; p=reject; sp=none"\nsub MX 10 mail\n${MX}`, []],
  [
    'dmarc-sp-reject',
    `${SOA}_dmarc TXT "v=DMARC1; p=none; sp=reject; adkim=s"\nsub MX 10 mail\n${MX}${ALIAS}`,
    ['info dmarc-sp-reject-subdomain-sends: MX'],
  ],
  // t=y softens quarantine to none: RFC 9989 §4.7.
  ['dmarc-sp-reject', `${SOA}_dmarc TXT "v=DMARC1; p=quarantine; t=y"\nsub MX 10 mail\n${MX}`, []],

  ['spf-helo', `${SOA}${MX}${SPF}`, ['hint spf-helo-missing: mail']],
  ['spf-helo', `${SOA}${MX}@ TXT "v=spf1 ip4:192.0.2.0/24 -all"\n`, ['hint spf-helo-missing: mail']],
  ['spf-helo', `${SOA}${MX}@ TXT "v=spf1 include:_spf.example.net -all"\n`, []],
  ['spf-helo', `${SOA}${MX}${SPF}mail TXT "v=spf1 a -all"\n`, []],
  ['spf-helo', `${SOA}@ MX 10 @\n@ A 192.0.2.1\n${SPF}`, []],
  ['spf-no-mail', `${SOA}@ MX 0 .\n`, ['warning spf-no-mail-domain-unprotected: 0 .']],
  ['spf-no-mail', `${SOA}@ MX 0 .\n${REJECT}`, ['info spf-no-mail-domain-unprotected: 0 .']],
  ['spf-no-mail', `${SOA}@ MX 0 .\n@ TXT "v=spf1 ~all"\n`, []],
  ['spf-no-mail', '@ MX 0 .\n', []],
  ['spf-record-in', `${SOA}${MX}www TXT "v=spf1 a -all"\n`, ['hint spf-record-in-nonapex-only: v=spf1']],
  ['spf-record-in', `${SOA}${MX}_spf TXT "v=spf1 a -all"\nspf TXT "v=spf1 a -all"\n`, []],
  ['spf-record-in', `${SOA}${MX}${SPF}www TXT "v=spf1 a -all"\n`, []],
  [
    'spf-hardfail',
    `${MX}@ TXT "v=spf1 mx -all"\n_dmarc TXT "v=DMARC1; p=quarantine"\n`,
    ['info spf-hardfail-before-dmarc: -all'],
  ],
  ['spf-hardfail', `${MX}@ TXT "v=spf1 mx -all"\n${REJECT}`, []],
  // A domain that sends nothing keeps it: RFC 7208 §10.1.2.
  ['spf-hardfail', `${MX}@ TXT "v=spf1 -all"\n_dmarc TXT "v=DMARC1; p=none"\n`, []],

  ['dkim-no-key', `${SOA}${MX}${SPF}`, ['info dkim-no-key-found: TXT']],
  ['dkim-no-key', `${MX}${SPF}`, []],
  ['dkim-no-key', `${SOA}${MX}@ TXT "v=spf1 -all"\n`, []],
  ['dkim-no-key', `${SOA}${MX}${SPF}${ALIAS}`, []],
  ['dkim-no-key', `${SOA}${MX}${SPF}s1._domainkey.em CNAME s1.example.net.\n`, []],
  ['dkim-no-key', `${SOA}${MX}${SPF}$ORIGIN _domainkey.example.com.\ns1 CNAME s1.example.net.\n`, []],
  ['dkim-no-key', `${SOA}${MX}${SPF}$GENERATE 1-2 s$._domainkey CNAME s$.example.net.\n`, []],
  ['dkim-no-key', `${SOA}${MX}${SPF}s1._domainkeys CNAME s1.example.net.\n`, []],
  ['dkim-no-key', `${SOA}${MX}${SPF}* CNAME s1.example.net.\n`, []],
  // What is delegated may have keys that count: RFC 9989 §4.4.1.
  ['dkim-no-key', `${SOA}${MX}${SPF}em NS ns1.example.net.\n`, []],
  ['dkim-no-key', `${SOA}${MX}${SPF}_domainkey NS ns1.example.net.\n`, []],
  ['dkim-no-key', `${SOA}${MX}${SPF}s1._domainkey NS ns1.example.net.\n`, []],
  ['dkim-no-key', `${SOA}${MX}${SPF}_domainkey CNAME keys.example.net.\n`, []],
  // The policy of DomainKeys and old records are not keys.
  ['dkim-no-key', `${SOA}${MX}${SPF}_domainkey TXT "o=~"\n`, ['info dkim-no-key-found: TXT']],
  ['dkim-no-key', `${SOA}${MX}${SPF}*._domainkey TXT "v=DKIM1; p="\n`, ['info dkim-no-key-found: TXT']],
  // Keys of the parent domain count for the zone of a subdomain.
  ['dkim-no-key', `; mailtxt: origin=sub.example.com.\n${SOA}${MX}${SPF}`, []],
  ['dkim-revoked-only', `${SOA}${MX}${SPF}${REVOKED}`, ['warning dkim-revoked-only: p=']],
  [
    'dkim-revoked-only',
    `${SOA}${MX}${SPF}${REVOKED}a._domainkey.em TXT "p="\n`,
    ['warning dkim-revoked-only: p='],
  ],
  ['dkim-revoked-only', `${SOA}${MX}${SPF}${REVOKED}${RSA.replace('s1', 's2')}`, []],
  ['dkim-revoked-only', `${SOA}${MX}${SPF}${REVOKED}${ALIAS.replace('s1', 's2')}`, []],
  ['dkim-revoked-only', `${SOA}@ TXT "v=spf1 -all"\n${REVOKED}`, []],
  ['dkim-revoked-only', `${SOA}${MX}${SPF}*._domainkey TXT "v=DKIM1; p="\n`, []],
  ['dkim-ed25519', `${SOA}s1.${ED25519}`, ['warning dkim-ed25519-only: k=']],
  ['dkim-ed25519', `${SOA}s1.${ED25519}s2.${ED25519}`, ['warning dkim-ed25519-only: k=']],
  ['dkim-ed25519', `${SOA}s1.${ED25519}${RSA.replace('s1', 's2')}`, []],
  ['dkim-ed25519', `s1.${ED25519}`, []],
  [
    'dmarc-reject-without-dkim',
    `${SOA}${MX}${SPF}${REJECT}`,
    ['warning dmarc-reject-without-dkim: p=reject'],
  ],
  ['dmarc-reject-without-dkim', `${SOA}${MX}${SPF}${REJECT}${ALIAS}`, []],
  ['dmarc-reject-without-dkim', `${SOA}@ TXT "v=spf1 -all"\n${REJECT}`, []],
  ['dmarc-reject-without-dkim', `${SOA}${MX}${SPF}_dmarc TXT "v=DMARC1; p=quarantine; t=y"\n`, []],
  ['dmarc-reject-without-dkim', `${SOA}${MX}@ TXT "v=spf1 ip4:{{ ip }} ~all"\n${REJECT}`, []],
  [
    'cross-spf-none',
    `${SOA}${MX}@ TXT "v=spf1 ?all"\n${REJECT}`,
    ['error cross-spf-none-dmarc-spf-only: p=reject'],
  ],
  ['cross-spf-none', `${SOA}${MX}@ TXT "v=spf1 ?all"\n${REJECT}${ALIAS}`, []],
  ['cross-spf-none', `${SOA}${MX}@ TXT "v=spf1 ~all"\n${REJECT}`, []],
  ['cross-spf-none', `${SOA}@ TXT "v=spf1 ?all"\n${REJECT}`, []],
  ['cross-spf-none', `${SOA}${MX}@ TXT "v=spf1 ip4:192.0.2.1 ?all"\n${REJECT}`, []],
  ['cross-spf-none', `${SOA}${MX}@ TXT "v=spf1 redirect=_spf.example.net"\n${REJECT}`, []],
  [
    'dmarc-strict',
    `${SOA}${MX}${SPF}s1._domainkey.em CNAME s1.example.net.\n_dmarc TXT "v=DMARC1; p=reject; adkim=s"\n`,
    ['warning dmarc-strict-alignment-subdomain: adkim=s'],
  ],
  [
    'dmarc-strict',
    `${SOA}${MX}${SPF}${ALIAS}_dmarc TXT "v=DMARC1; p=reject; adkim=s"\n`,
    ['hint dmarc-strict-alignment: adkim=s'],
  ],
  [
    'dmarc-strict',
    `${SOA}${MX}${SPF}s1._domainkey.em CNAME s1.example.net.\n_dmarc TXT "v=DMARC1; p=none; adkim=s"\n`,
    [],
  ],
];

describe('records that a zone lacks', () => {
  for (const [rule, text, expected] of CASES) {
    it(`${rule} in ${JSON.stringify(text.replace(SOA, 'SOA '))}`, () => {
      assert.deepEqual(quotedFindings(text, rule), expected);
    });
  }
});
