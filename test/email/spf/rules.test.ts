import assert from 'node:assert/strict';
import type { Finding } from '../../../server/src/analysis/finding.ts';
import type { Workspace } from '../../../server/src/analysis/workspace.ts';
import { rules } from '../../../server/src/rules/registry.ts';
import { applyFix, findingsOf, zone } from '../../harness/workspace.ts';

const PATH = 'example.com.zone';
const SPF_RULES = rules.filter(({ group }) => group === 'spf');

function open(text: string): Workspace {
  return zone(text, PATH, { rules: SPF_RULES });
}

/** A record at the name, its text quoted and escaped as in a zone file. */
function line(record: string, owner = '@'): string {
  return `${owner} IN TXT "${record.replaceAll('|', '" "')}"\n`;
}

function shown(finding: Finding, text: string): string {
  return `${finding.rule} "${text.slice(finding.range.start, finding.range.end)}"`;
}

function found(text: string): readonly string[] {
  return findingsOf(open(text), PATH)
    .map((finding) => shown(finding, text))
    .sort();
}

type Rows = readonly (readonly [record: string, ...findings: string[]])[];

function eachRow(rows: Rows, owner?: string): void {
  for (const [record, ...findings] of rows) {
    it(JSON.stringify(record), () => {
      const ids = findings.map((finding) => `spf-${finding}`).sort();
      assert.deepEqual(found(line(record, owner)), ids);
    });
  }
}

const ONE_FAULT: Rows = [
  ['v=spf2 -all', 'version-invalid "v=spf2"'],
  ['v=spf1; -all', 'version-invalid "v=spf1;"'],
  ['v=spf1-all', 'missing-space "v=spf1"'],
  ['v=spf1 mx-all', 'missing-space "mx-all"'],
  ['v=spf1 foo -all', 'unknown-mechanism "foo"'],
  ['v=spf1 inlcude:a.example -all', 'unknown-mechanism "inlcude:a.example"'],
  ['v=spf1 192.0.2.1 -all', 'unknown-mechanism "192.0.2.1"'],
  ['v=spf1 mx ~al', 'unknown-mechanism "~al"'],
  ['v=spf1 ip4=192.0.2.1 -all', 'missing-colon "ip4=192.0.2.1"'],
  ['v=spf1 include=a.example -all', 'missing-colon "include=a.example"'],
  ['v=spf1 include a.example -all', 'missing-colon "include a.example"'],
  ['v=spf1 mx redirect:a.example', 'modifier-with-colon "redirect:"'],
  ['v=spf1 include: a.example -all', 'space-after-colon "include: a.example"'],
  ['v=spf1 ip4:192.0.2.0 /24 -all', 'space-after-colon "ip4:192.0.2.0 /24"'],
  ['v=spf1 mx -all;', 'comma-or-semicolon-separator ";"'],
  ['v=spf1 mx ; -all', 'comma-or-semicolon-separator ";"'],
  ['v=spf1 mx,-all', 'comma-or-semicolon-separator ","'],
  ['v=spf1 ip4:192.0.2.1,192.0.2.2 -all', 'comma-or-semicolon-separator ","'],
  ['v=spf1 mx\\009-all', 'non-space-separator "\\009"'],
  ['v=spf1 mx -all\\009', 'non-space-separator "\\009"'],
  ['v=spf1\\009mx -all', 'non-space-separator "\\009"'],
  ['v=spf1 mx all-', 'qualifier-misplaced "all-"'],
  ['v=spf1 mx --all', 'qualifier-misplaced "--"'],
  ['v=spf1 mx -~all', 'qualifier-misplaced "-~"'],
  ['v=spf1 mx - all', 'qualifier-misplaced "- all"'],
  ['v=spf1 mx ~redirect=a.example', 'qualifier-misplaced "~"'],
  ['v=spf1 mx \u2013all', 'typographic-dash "\u2013"'],
  ['v=spf1 mx \u2212all', 'typographic-dash "\u2212"'],
  ['V=spf1 mx -all', 'uppercase "V=spf1"'],
  ['v=spf1 MX -ALL', 'uppercase "MX"', 'uppercase "ALL"'],
  ['v=spf1 exists:%{I}.example.net -all'],
  ['v=spf1 mx all', 'all-pass "all"'],
  ['v=spf1 mx +all', 'all-pass "+all"'],
  ['v=spf1 mx ?all', 'all-neutral "?all"'],
  ['v=spf1 mx', 'no-all-no-redirect "v=spf1"'],
  ['v=spf1', 'no-all-no-redirect "v=spf1"'],
  ['v=spf1 mx exp=e.example', 'no-all-no-redirect "v=spf1"'],
  ['v=spf1 mx redirect=a.example'],
  ['v=spf1 mx -all exp=e.example'],
  ['v=spf1 a -all mx ip4:192.0.2.1', 'terms-after-all "mx ip4:192.0.2.1"'],
  ['v=spf1 -all mx', 'record-order-all-first "-all"'],
  ['v=spf1 mx -all redirect=a.example', 'redirect-with-all "redirect=a.example"'],
  ['v=spf1 redirect=a.example -all', 'redirect-with-all "redirect=a.example"'],
  ['v=spf1 mx -all ~all', 'duplicate-all "~all"'],
  ['v=spf1 -all ~all', 'duplicate-all "~all"'],
  ['v=spf1 a -all mx ~all', 'terms-after-all "mx"', 'duplicate-all "~all"'],
  ['v=spf1 redirect=a.example redirect=b.example', 'duplicate-redirect "redirect=b.example"'],
  ['v=spf1 redirect=', 'redirect-empty "redirect="'],
  ['v=spf1 exp= -all', 'redirect-empty "exp="'],
  ['v=spf1 include: -all', 'include-empty "include:"'],
  ['v=spf1 include -all', 'include-empty "include"'],
  ['v=spf1 include:Example.COM. -all', 'include-self "include:Example.COM."'],
  ['v=spf1 mx redirect=example.com', 'include-self "redirect=example.com"'],
  ['v=spf1 mx -all include:example.com', 'terms-after-all "include:example.com"'],
  ['v=spf1 include:%{d} -all'],
  ['v=spf1 include:aspmx.l.google.com -all', 'include-is-hostname "aspmx.l.google.com"'],
  ['v=spf1 include:aspmx.googlemail.com -all'],
  ['v=spf1 include:example-com.mail.protection.outlook.com -all', 'include-is-hostname "example-com.mail.protection.outlook.com"'],
  ['v=spf1 include:spf.protection.outlook.com -all'],
  ['v=spf1 include:_spf.intuit.com -all', 'include-removed-provider "_spf.intuit.com"'],
  ['v=spf1 include:_netblocks3.google.com include:_spf.google.com -all', 'include-removed-provider "_netblocks3.google.com"'],
  ['v=spf1 a:192.0.2.0/24 -all', 'include-is-ip "192.0.2.0"'],
  ['v=spf1 ~include:2001:db8::1 -all', 'include-qualifier "~include:2001:db8::1"', 'include-is-ip "2001:db8::1"'],
  ['v=spf1 redirect=192.0.2.1', 'include-is-ip "192.0.2.1"'],
  ['v=spf1 include:10.1.2.3 -all', 'include-is-ip "10.1.2.3"'],
  ['v=spf1 include:me@example.net -all', 'include-is-url "me@example.net"'],
  ['v=spf1 ?include:a.example mx -all', 'include-qualifier "?include:a.example"'],
  ['v=spf1 -include:a.example mx -all'],
  ['v=spf1 mx -include:a.example -all', 'include-qualifier "-include:a.example"'],
  ['v=spf1 mx ptr:example.net -all', 'ptr-mechanism "ptr:example.net"'],
  ['v=spf1 exists:a.example.net -all', 'exists-no-macro "exists:a.example.net"'],
  ['v=spf1 ip4:192.0.2 -all', 'ip4-invalid "192.0.2"'],
  ['v=spf1 ip4:192.0.2.* -all', 'ip4-invalid "192.0.2.*"'],
  ['v=spf1 ip4:192.0.2.1:25 -all', 'ip4-invalid "192.0.2.1:25"'],
  ['v=spf1 ip4 -all', 'ip4-invalid "ip4"'],
  ['v=spf1 ip6:[2001:db8::1] -all', 'ip6-invalid "[2001:db8::1]"'],
  ['v=spf1 ip6::2001:db8::1 -all', 'ip6-invalid ":2001:db8::1"'],
  ['v=spf1 ip4:2001:db8::/48 -all', 'ip-family-mismatch "2001:db8::"'],
  ['v=spf1 ip6:192.0.2.1 -all', 'ip-family-mismatch "192.0.2.1"'],
  ['v=spf1 ip6:::ffff:192.0.2.0/120 -all', 'ip-family-mismatch "::ffff:192.0.2.0"'],
  ['v=spf1 ip4:192.0.2.0/33 -all', 'cidr-invalid "/33"'],
  ['v=spf1 ip4:192.0.2.0/024 -all', 'cidr-invalid "/024"'],
  ['v=spf1 ip4:192.0.2.0//24 -all', 'cidr-invalid "//24"'],
  ['v=spf1 include:a.example/24 -all', 'cidr-invalid "/24"'],
  ['v=spf1 a/24/64 -all', 'dual-cidr-syntax "/24/64"'],
  ['v=spf1 a// -all', 'dual-cidr-syntax "//"'],
  ['v=spf1 ip4:192.0.2.5/24 -all', 'cidr-host-bits "192.0.2.5/24"'],
  ['v=spf1 ip6:2001:db8::1/64 -all', 'cidr-host-bits "2001:db8::1/64"'],
  ['v=spf1 ip4:52.0.0.0/15 -all', 'cidr-too-wide "52.0.0.0/15"'],
  ['v=spf1 ip4:52.0.0.0/16 -all'],
  ['v=spf1 a/8 -all', 'cidr-too-wide "/8"'],
  ['v=spf1 -ip4:52.0.0.0/8 mx -all'],
  ['v=spf1 ip4:10.0.0.0/8 -all', 'private-address "10.0.0.0/8"'],
  ['v=spf1 ip4:0.0.0.0/0 -all', 'cidr-zero "ip4:0.0.0.0/0"'],
  ['v=spf1 ip4:192.0.2.1/0 -all', 'cidr-zero "ip4:192.0.2.1/0"'],
  ['v=spf1 ip4:0.0.0.0/1 mx ip4:128.0.0.0/1 -all', 'cidr-zero "ip4:128.0.0.0/1"'],
  ['v=spf1 ip4:128.0.0.0/1 -all', 'cidr-too-wide "128.0.0.0/1"'],
  ['v=spf1 mx -all a a a a a a a a a a', 'terms-after-all "a a a a a a a a a a"'],
  ['v=spf1 mx//0 -all', 'cidr-zero "mx//0"'],
  ['v=spf1 ip4:192.168.1.1 ip6:fd00::/8 -all', 'private-address "192.168.1.1"', 'private-address "fd00::/8"'],
  ['v=spf1 mx a MX -all', 'uppercase "MX"', 'duplicate-term "MX"'],
  ['v=spf1 a mx a:example.com -all', 'duplicate-term "a:example.com"'],
  ['v=spf1 a a/24 -all'],
  ['v=spf1 ip4:192.0.2.1 ip4:192.0.2.0/24 -all', 'overlapping-networks "ip4:192.0.2.1"'],
  ['v=spf1 ip4:192.0.2.1 -ip4:192.0.2.0/28 ip4:192.0.2.0/24 -all'],
  ['v=spf1 ip4:192.0.2.0/24 -ip4:192.0.2.1 -all', 'unreachable-term "-ip4:192.0.2.1"'],
  ['v=spf1 mx ~mx -all', 'unreachable-term "~mx"'],
  ['v=spf1 a/24 -a -all', 'unreachable-term "-a"'],
  ['v=spf1 exists:%{x}.example.net -all', 'macro-syntax "%{x}"'],
  ['v=spf1 exists:%{c}.example.net -all', 'macro-exp-only "%{c}"'],
  ['v=spf1 exists:%{p}.example.net -all', 'macro-p "%{p}"'],
  ['v=spf1 exists:%{l}.%{S}.example.net -all', 'macro-local-part "%{l}"', 'macro-local-part "%{S}"'],
  ['v=spf1 a:mailserver -all', 'domain-invalid "mailserver"'],
  ['v=spf1 a:x..example.net -all', 'domain-invalid "x..example.net"'],
  ['v=spf1 mx: -all', 'domain-invalid "mx:"'],
  ['v=spf1 a:b\u00fccher.example -all', 'domain-invalid "\u00fc"'],
  ['v=spf1 -all.', 'all-argument "."'],
  ['v=spf1 mx ipv4=192.0.2.1 -all', 'unknown-modifier "ipv4=192.0.2.1"'],
  ['v=spf1 v=spf1 mx -all', 'unknown-modifier "v=spf1"'],
  ['v=spf1 mx -all ra=postmaster rp=10 rr=all'],
  ['spf2.0/mfrom,pra mx -all', 'sender-id-record "spf2.0/mfrom,pra"'],
  [`v=spf1 a mx${' exists:%{i}.example.net'.repeat(9)} -all`,
    ...Array<string>(8).fill('duplicate-term "exists:%{i}.example.net"').concat('lookup-limit-local "exists:%{i}.example.net"')],
]; // prettier-ignore

/** What other rules report. */
const ELSEWHERE: Rows = [
  ['v=spf1 mx -all\\226\\128\\139'],
  ['v=spf1 mx \u201c-all\u201d'],
  ['v=spf1 mx -all v=DMARC1 p=none'],
  [' v=spf1 mx -all'],
];

const SPLIT: Rows = [
  // How strings are split is the affair of the rules about strings.
  ['v=spf1 mx|-all'],
  ['v=spf1|mx -all'],
  ['v=spf1 include:_spf. |example.net -all'],
  ['v=spf1 ip4:192.0.|2.1 -al|l'],
];

describe('SPF rules', () => {
  describe('one fault, one finding', () => eachRow(ONE_FAULT));
  describe('split strings', () => eachRow(SPLIT));
  describe('faults in any value', () => eachRow(ELSEWHERE));

  it('do not miss an end that a comment may contain', () => {
    assert.deepEqual(found('@ IN TXT v=spf1 ; mx -all\n'), []);
  });

  it('show octets as the characters that they stand for', () => {
    const made = open(line('v=spf1 ip4:192.0.2.1\u2013192.0.2.9 -all'));
    assert.deepEqual(
      findingsOf(made, PATH).map((finding) => finding.message),
      ['"192.0.2.1\u2013192.0.2.9" is not an IPv4 address.'],
    );
  });

  describe('records that are only meant to be included', () =>
    eachRow(
      [
        ['v=spf1 mx'],
        ['v=spf1 mx ?all'],
        ['v=spf1 ip4:52.0.0.0/12 ~all'],
        ['v=spf1 +all', 'all-pass "+all"'],
      ],
      '_spf',
    ));

  it('allow example addresses only at example names', () => {
    const text = '$ORIGIN corp.shop.\n@ IN TXT "v=spf1 ip4:192.0.2.1 -all"\n';
    const made = zone(text, 'corp.shop.zone', { rules: SPF_RULES });
    assert.deepEqual(
      findingsOf(made, 'corp.shop.zone').map((f) => f.rule),
      ['spf-private-address'],
    );
  });

  describe('several records at a name', () => {
    const several = (...records: readonly string[]): string => records.map((record) => line(record)).join('');
    const rows: readonly (readonly [records: readonly string[], ...findings: string[]])[] = [
      [['v=spf1 mx -all', 'v=spf1 a -all'], 'multiple-records ""v=spf1 a -all""'],
      [['v=spf1 mx -all', 'V=SPF1 mx -all'], 'multiple-records ""V=SPF1 mx -all""', 'uppercase "V=SPF1"'],
      // A server keeps one of two equal records.
      [['v=spf1 mx -all', 'v=spf1 mx -all']],
      [['v=spf1 mx -all', 'v=spf1 mx| -all'], 'multiple-records ""v=spf1 mx" " -all""'],
      [['v=spf1 mx -all', 'v=spf10 -all'], 'version-other "v=spf10"'],
      [['v=spf1 mx -all', 'google-site-verification=x']],
    ];
    for (const [records, ...findings] of rows) {
      it(records.join(' + '), () => {
        assert.deepEqual(found(several(...records)), findings.map((finding) => `spf-${finding}`).sort());
      });
    }

    const merges: readonly (readonly [records: readonly string[], merged: string | undefined])[] = [
      [['v=spf1 mx -all', 'v=spf1 a mx ~all'], 'v=spf1 mx a -all'],
      [['v=spf1 mx', 'v=spf1 a ~all'], 'v=spf1 mx a ~all'],
      [['v=spf1 mx -all', 'v=spf1 -all'], 'v=spf1 mx -all'],
      [['v=spf1 mx -all', 'v=spf1 a -all', 'v=spf1 include:x.example -all'], 'v=spf1 mx a include:x.example -all'],
      // What only the author can decide has no fix.
      [['v=spf1 mx -all', 'v=spf1 redirect=x.example'], undefined],
      [['v=spf1 mx -all', 'v=spf1 ~mx -all'], undefined],
      [['v=spf1 mx -all', 'v=spf1 foo -all'], undefined],
      [['v=spf1 a a:1.a.example a:2.a.example a:3.a.example a:4.a.example a:5.a.example -all', 'v=spf1 mx a:6.a.example a:7.a.example a:8.a.example a:9.a.example -all'], undefined],
    ]; // prettier-ignore
    for (const [records, merged] of merges) {
      it(`merges ${records.join(' + ')}`, () => {
        const made = open(several(...records));
        const finding = findingsOf(made, PATH).find((f) => f.rule === 'spf-multiple-records');
        assert.ok(finding !== undefined);
        const [fix] = made.detailsOf(PATH, finding).fixes;
        const result = fix && applyFix(made, PATH, fix);
        assert.equal(result, merged === undefined ? undefined : line(merged));
      });
    }
  });

  describe('type SPF', () => {
    it('is a hint next to a TXT record, and otherwise a warning', () => {
      const alone = '@ IN SPF "v=spf1 mx -all"\n';
      const both = `${line('v=spf1 mx -all')}${alone}`;
      const severities = (text: string): readonly string[] =>
        findingsOf(open(text), PATH)
          .filter((f) => f.rule === 'spf-type99-record')
          .map((f) => f.severity);
      assert.deepEqual(severities(alone), ['warning']);
      assert.deepEqual(severities(both), ['hint']);
    });
  });

  describe('every fix', () => {
    for (const [record] of ONE_FAULT) {
      const text = line(record);
      const made = open(text);
      const before = findingsOf(made, PATH);
      for (const finding of before) {
        for (const fix of made.detailsOf(PATH, finding).fixes) {
          it(`${finding.rule} in ${JSON.stringify(record)}: ${fix.title}`, () => {
            const fixed = applyFix(made, PATH, fix);
            assert.notEqual(fixed, text);
            const after = findingsOf(open(fixed), PATH);
            const count = (of: readonly Finding[], rule: string): number =>
              of.filter((f) => f.rule === rule).length;
            assert.ok(count(after, finding.rule) < count(before, finding.rule), `still there: ${fixed}`);
            for (const { rule, message } of after) {
              // Ten lookups are near the limit; there were more before.
              const wasOver = before.some((f) => f.rule === 'spf-lookup-limit-local');
              if (rule === 'spf-lookup-limit-near' && wasOver) continue;
              assert.ok(count(after, rule) <= count(before, rule), `new: ${rule} ${message} in ${fixed}`);
            }
          });
        }
      }
    }
  });
});
