import assert from 'node:assert/strict';
import { findingsOf } from '../../harness/workspace.ts';
import { PATH, program, recordsOf } from './harness.ts';

/** The output of DNSControl's own `helpers.js` for each call. */
const PUBLISHED: Readonly<Record<string, readonly string[]>> = {
  'SPF_BUILDER({parts: ["v=spf1", "include:a.example", "-all"]})': [
    'example.com 300 TXT v=spf1 include:a.example -all',
  ],
  'SPF_BUILDER({label: "m", ttl: "1h", parts: ["v=spf1", "-all"]})': ['m.example.com 3600 TXT v=spf1 -all'],
  // The text as it was passed comes first. Included records are only known after DNS lookups.
  'SPF_BUILDER({parts: ["v=spf1", "include:a.example", "-all"], flatten: ["a.example"]})': [
    '_rawspf.example.com 300 TXT v=spf1 include:a.example -all',
    'example.com 300 TXT v=spf1 …',
  ],
  'SPF_BUILDER({parts: ["v=spf1", "-all"], flatten: ["*"], raw: ""})': ['example.com 300 TXT v=spf1 …'],
  'SPF_BUILDER({parts: ["v=spf1", "-all"], flatten: [], raw: "_r"})': ['example.com 300 TXT v=spf1 -all'],
  'DMARC_BUILDER({})': ['_dmarc.example.com 300 TXT v=DMARC1; p=none'],
  'DMARC_BUILDER({label: "mail", policy: "bogus", ttl: 60})': [
    '_dmarc.mail.example.com 60 TXT v=DMARC1; p=bogus',
  ],
  'DMARC_BUILDER({ruf: ["mailto:f@example.com"], rua: ["mailto:a@example.com", "mailto:b@example.net"], percent: 50, alignmentSPF: "strict", alignmentDKIM: "r", subdomainPolicy: "reject", policy: "reject", failureOptions: {SPF: true, DKIM: true}, failureFormat: "afrf", reportInterval: "1d"})':
    [
      '_dmarc.example.com 300 TXT v=DMARC1; p=reject; sp=reject; adkim=r; aspf=s; pct=50; rua=mailto:a@example.com,mailto:b@example.net; ruf=mailto:f@example.com; fo=1; rf=afrf; ri=86400',
    ],
  // Zero counts as not set, and without addresses for failure reports neither "fo" nor "rf" is written.
  'DMARC_BUILDER({percent: 0, failureOptions: "1", failureFormat: "afrf", reportInterval: 3600})': [
    '_dmarc.example.com 300 TXT v=DMARC1; p=none; ri=3600',
  ],
  'DMARC_BUILDER({ruf: ["mailto:f@example.com"], failureOptions: {DKIM: true}})': [
    '_dmarc.example.com 300 TXT v=DMARC1; p=none; ruf=mailto:f@example.com; fo=d',
  ],
  'DMARC_BUILDER({ruf: ["mailto:f@example.com"], failureOptions: "0"})': [
    '_dmarc.example.com 300 TXT v=DMARC1; p=none; ruf=mailto:f@example.com',
  ],
  // Later versions know more members.
  'DMARC_BUILDER({policy: "reject", other: "x"})': ['_dmarc.example.com 300 TXT v=DMARC1; p=reject; …'],
  'DKIM_BUILDER({selector: "s1", pubkey: "AAAA"})': ['s1._domainkey.example.com 300 TXT v=DKIM1; p=AAAA'],
  'DKIM_BUILDER({selector: "s1", label: "m", hashtypes: ["sha1", "sha256"], keytype: "rsa", note: "a b;", servicetypes: ["*", "email"], flags: ["y", "s"]})':
    ['s1._domainkey.m.example.com 300 TXT v=DKIM1; h=sha1:sha256; k=rsa; n=a=20b=3B; p=; s=*:email; t=y:s'],
  'DKIM_BUILDER({selector: "s1", pubkey: "AAAA", flags: "s"})': [
    's1._domainkey.example.com 300 TXT v=DKIM1; p=AAAA; t=s',
  ],
  'M365_BUILDER("example.com", {label: "m", initialDomain: "x.onmicrosoft.com"})': [
    'm.example.com 300 MX 0 example-com.mail.protection.outlook.com.',
    'autodiscover.example.com 300 CNAME autodiscover.outlook.com.',
    'selector1._domainkey.example.com 300 CNAME selector1-example-com._domainkey.x.onmicrosoft.com.',
    'selector2._domainkey.example.com 300 CNAME selector2-example-com._domainkey.x.onmicrosoft.com.',
  ],
  'M365_BUILDER("a-b.example", {mx: true, autodiscover: false, dkim: false, domainGUID: "ab-guid", mdm: true})':
    [
      'example.com 300 MX 0 ab-guid.mail.protection.outlook.com.',
      'enterpriseregistration.example.com 300 CNAME enterpriseregistration.windows.net.',
      'enterpriseenrollment.example.com 300 CNAME enterpriseenrollment.manage.microsoft.com.',
    ],
  'CAA_BUILDER({iodef: "mailto:a@example.com", issue: ["ca.example"], issuewild: "none", issue_critical: true})':
    [
      'example.com 300 CAA 0 iodef "mailto:a@example.com"',
      'example.com 300 CAA 128 issue "ca.example"',
      'example.com 300 CAA 0 issuewild ";"',
    ],
};

/** What DNSControl throws. */
const REFUSED: Readonly<Record<string, string>> = {
  'SPF_BUILDER({parts: ["v=spf1 -all"]})': 'SPF_BUILDER requires at least 2 elements',
  'DMARC_BUILDER({alignmentSPF: "loose"})': 'Invalid DMARC DKIM alignment policy',
  // This is the name of a member of JavaScript objects.
  'DMARC_BUILDER({alignmentDKIM: "constructor"})': 'Invalid DMARC DKIM alignment policy',
  'DKIM_BUILDER({selector: "a", keytype: "toString"})':
    'DKIM_BUILDER keytype must be one of: rsa, ed25519, toString…',
  'DMARC_BUILDER({rua: "mailto:a@example.com"})': 'value.rua.join is not a function',
  'DKIM_BUILDER({pubkey: "AAAA"})': 'DKIM_BUILDER selector cannot be empty',
  'DKIM_BUILDER({selector: "a", keytype: "dsa"})':
    'DKIM_BUILDER keytype must be one of: rsa, ed25519, dsa given',
  'DKIM_BUILDER({selector: "a", flags: ["x"]})': 'DKIM_BUILDER flags must be one of: y, s',
  'MX("@", "10", "mx.example.net.")': 'MX record priority argument validation failed',
  'TXT("@", 5)': 'TXT record target argument validation failed',
  'A("@", "192.0.2.1", TTL("5x"))': '5x is not a valid duration string',
  'CNAME("www", "example.net")': 'target (example.net) must end with a (.)',
  'A("www.example.com", "192.0.2.1")': 'www.example.com repeats the domain',
  'A("www.example.net.", "192.0.2.1")': 'label www.example.net..example.com ends with a (.)',
};

describe('the builders of DNSControl', () => {
  for (const [call, records] of Object.entries(PUBLISHED))
    it(`publish the same as ${call}`, () => {
      assert.deepEqual(recordsOf(call), records);
    });

  for (const [call, says] of Object.entries(REFUSED))
    it(`reject ${call}`, () => {
      const found = findingsOf(program(`D("example.com", REG, ${call});\n`), PATH);
      const messages = found.filter(({ rule }) => rule === 'data-text-refused').map(({ message }) => message);
      assert.deepEqual(messages, [`DNSControl rejects this: "${says}".`]);
    });

  it('split SPF records that are too long into a chain, each with the last part at its end', () => {
    const parts = ['v=spf1', ...Array.from({ length: 12 }, (_, i) => `ip4:203.0.113.${100 + i}/32`), '-all'];
    const call = `SPF_BUILDER({label: "m", overflow: "_spf%d", txtMaxSize: 120, overhead1: 20, parts: ${JSON.stringify(parts)}})`;
    const ips = (from: number, to: number): string => parts.slice(from + 1, to + 1).join(' ');
    assert.deepEqual(recordsOf(call), [
      `m.example.com 300 TXT v=spf1 ${ips(0, 3)} include:_spf1.example.com -all`,
      `_spf1.example.com 300 TXT v=spf1 ${ips(3, 6)} include:_spf2.example.com -all`,
      `_spf2.example.com 300 TXT v=spf1 ${ips(6, 9)} include:_spf3.example.com -all`,
      `_spf3.example.com 300 TXT v=spf1 ${ips(9, 12)} -all`,
    ]);
    // Without a place for the number DNSControl does not split.
    assert.equal(recordsOf(call.replace('%d', '')).length, 1);
  });

  it('have the source of their arguments, or else the name of the call', () => {
    const text = [
      'D("example.com", REG,',
      '  SPF_BUILDER({ parts: ["v=spf1", "ptr", "+all"] }),',
      '  DMARC_BUILDER({ policy: "reject", percent: 30, alignmentSPF: "strict" }),',
      '  DKIM_BUILDER({ selector: "a", keytype: "rsa", pubkey: "MIGf" }),',
      ');',
      '',
    ].join('\n');
    const found = findingsOf(program(text), PATH).map(
      ({ rule, range }) => `${rule} ${text.slice(range.start, range.end)}`,
    );
    assert.deepEqual(found.sort(), [
      'dkim-key-der-invalid MIGf',
      'dmarc-pct-removed 30',
      'dmarc-rua-missing DMARC_BUILDER',
      'dmarc-strict-alignment strict',
      'spf-all-pass +all',
      'spf-ptr-mechanism ptr',
    ]);
  });
});
