import assert from 'node:assert/strict';
import { findingsOf, workspace } from '../harness/workspace.ts';
import { SOA } from '../harness/quoted-findings.ts';

const COM = 'example.com.zone';
const NET = 'example.net.zone';

interface Case {
  readonly what: string;
  readonly rule: string;
  readonly com: string;
  /** Another zone of the workspace. */
  readonly net?: string;
  readonly reverse?: string;
  readonly answers?: Readonly<Record<string, unknown>>;
  readonly expected: readonly string[];
}

const REPORTS = '_dmarc TXT "v=DMARC1; p=none; rua=mailto:a@example.net"\n';
const REPORT_NAME = 'example.com._report._dmarc.example.net. TXT';
const UNAUTHORIZED = ['dmarc-rua-external-unauthorised: mailto:a@example.net'];
const SELECTOR = 's1._domainkey CNAME key.example.net.\n';
const SENDER = '@ TXT "v=spf1 ip4:192.0.2.25 -all"\n';
const MICROSOFT = (n: number): string =>
  `selector${n}._domainkey CNAME selector${n}-example-com._domainkey.contoso.onmicrosoft.com.\n`;
const MICROSOFT_KEY = (n: number): string =>
  `selector${n}-example-com._domainkey.contoso.onmicrosoft.com. TXT`;

/** What rules find by answers of other zones, or of a file; and where they are silent. */
const CASES: readonly Case[] = [
  // RFC 9990 §4. The zone of the receiver, in the workspace.
  { what: 'no permission', rule: 'dmarc-rua-ext', com: REPORTS, net: SOA, expected: UNAUTHORIZED },
  {
    what: 'a permission',
    rule: 'dmarc-rua-ext',
    com: REPORTS,
    net: `${SOA}example.com._report._dmarc TXT "v=DMARC1"\n`,
    expected: [],
  },
  {
    what: 'a permission for everybody, with a semicolon',
    rule: 'dmarc-rua-ext',
    com: REPORTS,
    net: `${SOA}*._report._dmarc TXT "v=DMARC1;"\n`,
    expected: [],
  },
  {
    what: 'a permission behind an alias',
    rule: 'dmarc-rua-ext',
    com: REPORTS,
    net: `${SOA}example.com._report._dmarc CNAME permit\npermit TXT "v=DMARC1; rua=mailto:b@example.net"\n`,
    expected: [],
  },
  {
    what: 'a text that is no permission',
    rule: 'dmarc-rua-ext',
    com: REPORTS,
    net: `${SOA}* TXT "v=spf1 -all"\n`,
    expected: UNAUTHORIZED,
  },
  {
    what: 'a permission that may be in a part that is not read',
    rule: 'dmarc-rua-ext',
    com: REPORTS,
    net: `${SOA}$INCLUDE more\n`,
    expected: [],
  },
  {
    what: 'a name that is delegated away',
    rule: 'dmarc-rua-ext',
    com: REPORTS,
    net: `example.com._report._dmarc NS ns1.example.org.\n${SOA}`,
    expected: [],
  },
  { what: 'nobody who knows', rule: 'dmarc-rua-ext', com: REPORTS, expected: [] },
  {
    what: 'a server that fails',
    rule: 'dmarc-rua-ext',
    com: REPORTS,
    answers: { [REPORT_NAME]: 'SERVFAIL' },
    expected: [],
  },
  {
    what: 'a permission in many texts',
    rule: 'dmarc-rua-ext',
    com: REPORTS,
    answers: { [REPORT_NAME]: { strings: [['x'], ['v=DM', 'ARC1;']] } },
    expected: [],
  },
  {
    what: 'the same organization',
    rule: 'dmarc-rua-ext',
    com: `${SOA}_dmarc TXT "v=DMARC1; p=none; rua=mailto:a@reports.example.com"\n_dmarc.sub TXT "v=DMARC1; p=none; rua=mailto:a@example.com"\n`,
    expected: [],
  },
  {
    what: 'one organization by a record above both',
    rule: 'dmarc-rua-ext',
    com: '; mailtxt: origin=a.blogspot.com.\n_dmarc TXT "v=DMARC1; p=none; rua=mailto:x@b.blogspot.com"\n',
    answers: {
      'a.blogspot.com._report._dmarc.b.blogspot.com. TXT': 'NXDOMAIN',
      '_dmarc.b.blogspot.com. TXT': 'NXDOMAIN',
      '_dmarc.blogspot.com. TXT': { strings: [['v=DMARC1; p=none']] },
      '_dmarc.com. TXT': 'NXDOMAIN',
    },
    expected: [],
  },
  // A domain that takes no mail.
  {
    what: 'a domain with a null MX',
    rule: 'dmarc-rua-no-mx',
    com: REPORTS,
    net: `${SOA}@ MX 0 .\n`,
    expected: ['dmarc-rua-no-mx: mailto:a@example.net'],
  },
  {
    what: 'a domain without MX or address',
    rule: 'dmarc-rua-no-mx',
    com: REPORTS,
    net: SOA,
    expected: ['dmarc-rua-no-mx: mailto:a@example.net'],
  },
  { what: 'an address', rule: 'dmarc-rua-no-mx', com: REPORTS, net: `${SOA}@ A 192.0.2.1\n`, expected: [] },
  {
    what: 'an MX behind a wildcard',
    rule: 'dmarc-rua-no-mx',
    com: REPORTS.replace('@example.net', '@x.example.net'),
    net: `${SOA}* MX 10 mail.example.org.\n`,
    expected: [],
  },
  // Selectors.
  {
    what: 'no key',
    rule: 'dkim-cname',
    com: SELECTOR,
    net: SOA,
    expected: ['dkim-cname-dangling: key.example.net.'],
  },
  { what: 'a key', rule: 'dkim-cname', com: SELECTOR, net: `${SOA}key TXT "p="\n`, expected: [] },
  {
    what: 'a key further on',
    rule: 'dkim-cname',
    com: SELECTOR,
    net: `${SOA}key CNAME key.example.org.\n`,
    expected: [],
  },
  {
    what: 'a server that keeps silent',
    rule: 'dkim-cname',
    com: SELECTOR,
    answers: { 'key.example.net. TXT': 'TIMEOUT' },
    expected: [],
  },
  {
    what: 'the selector that Microsoft needs later',
    rule: 'dkim-cname',
    com: MICROSOFT(1) + MICROSOFT(2),
    answers: { [MICROSOFT_KEY(1)]: { strings: [['v=DKIM1; p=']] }, [MICROSOFT_KEY(2)]: 'NXDOMAIN' },
    expected: [],
  },
  {
    what: 'neither selector of Microsoft',
    rule: 'dkim-cname',
    com: MICROSOFT(1) + MICROSOFT(2),
    answers: { [MICROSOFT_KEY(1)]: 'NXDOMAIN', [MICROSOFT_KEY(2)]: 'NXDOMAIN' },
    expected: [1, 2].map(
      (n) => `dkim-cname-dangling: selector${n}-example-com._domainkey.contoso.onmicrosoft.com.`,
    ),
  },
  // MX hosts in other zones.
  {
    what: 'a host without address',
    rule: 'mx-',
    com: '@ MX 10 mail.example.net.\n',
    net: SOA,
    expected: ['mx-no-address: mail.example.net.'],
  },
  {
    what: 'a host with an address',
    rule: 'mx-',
    com: '@ MX 10 mail.example.net.\n',
    net: `${SOA}mail AAAA 2001:db8::1\n`,
    expected: [],
  },
  {
    what: 'a host of which one family is not known',
    rule: 'mx-',
    com: '@ MX 10 mail.example.net.\n',
    answers: { 'mail.example.net. A': 'NODATA' },
    expected: [],
  },
  {
    what: 'an alias',
    rule: 'mx-',
    com: '@ MX 10 mail.example.net.\n',
    net: `${SOA}mail CNAME host\nhost A 192.0.2.1\n`,
    expected: ['mx-cname-target: mail.example.net.'],
  },
  {
    what: 'a child zone of the workspace',
    rule: 'mx-',
    com: `${SOA}@ MX 10 mail.example.net.\n`,
    net: `${SOA}mail NS ns1.example.org.\n`,
    expected: [],
  },
  // Forward and reverse.
  {
    what: 'no name',
    rule: 'cross-ptr',
    com: SENDER,
    reverse: SOA,
    expected: ['cross-ptr-mismatch: ip4:192.0.2.25'],
  },
  {
    what: 'a name that leads back',
    rule: 'cross-ptr',
    com: `${SENDER}mail A 192.0.2.25\n`,
    reverse: `${SOA}25 PTR mail.example.com.\n`,
    expected: [],
  },
  {
    what: 'a name of which nothing is known',
    rule: 'cross-ptr',
    com: SENDER,
    reverse: `${SOA}25 PTR mail.example.org.\n`,
    expected: [],
  },
  {
    what: 'a name with another address',
    rule: 'cross-ptr',
    com: `${SENDER}mail A 192.0.2.26\n`,
    reverse: `${SOA}25 PTR mail.example.com.\n`,
    expected: ['cross-ptr-mismatch: ip4:192.0.2.25'],
  },
  {
    what: 'two names, of which one leads back',
    rule: 'cross-ptr',
    com: `${SENDER}mail A 192.0.2.26\nout A 192.0.2.25\n`,
    reverse: `${SOA}25 PTR mail.example.com.\n25 PTR out.example.com.\n`,
    expected: [],
  },
  {
    what: 'a classless delegation (RFC 2317)',
    rule: 'cross-ptr',
    com: SENDER,
    reverse: `${SOA}25 CNAME 25.0-63\n0-63 NS ns1.example.org.\n`,
    expected: [],
  },
  {
    what: 'a network, and the web site',
    rule: 'cross-ptr',
    com: `${SOA}@ A 192.0.2.80\n@ TXT "v=spf1 a ip4:192.0.2.0/28 -all"\n`,
    reverse: SOA,
    expected: [],
  },
  {
    what: 'hosts by name',
    rule: 'cross-ptr',
    com: `${SOA}@ MX 10 mail\nmail A 192.0.2.25\nout A 192.0.2.26\n@ TXT "v=spf1 mx a:out.example.com -all"\n`,
    reverse: SOA,
    expected: ['cross-ptr-mismatch: mx', 'cross-ptr-mismatch: a:out.example.com'],
  },
  // Terms that match the wrong hosts.
  {
    what: 'web site behind Cloudflare',
    rule: 'spf-a-is',
    com: '@ A 104.16.1.1\n@ A 172.67.1.1\n@ TXT "v=spf1 a -all"\n',
    expected: ['spf-a-is-web-server: a'],
  },
  {
    what: 'one address of one’s own',
    rule: 'spf-a-is',
    com: '@ A 104.16.1.1\n@ A 192.0.2.1\n@ TXT "v=spf1 a -all"\n',
    expected: [],
  },
  {
    what: 'an MX at Google and one of one’s own',
    rule: 'spf-mx-is',
    com: '@ MX 1 aspmx.l.google.com.\n@ MX 10 mail\n@ TXT "v=spf1 mx -all"\n',
    expected: [],
  },
  {
    what: 'MX hosts of Microsoft',
    rule: 'spf-mx-is',
    com: '@ MX 0 example-com.mail.protection.outlook.com.\n@ TXT "v=spf1 mx include:spf.protection.outlook.com -all"\n',
    expected: ['spf-mx-is-inbound-only: mx'],
  },
  {
    what: 'an alias in the same organization',
    rule: 'spf-mx-a-cname',
    com: '@ TXT "v=spf1 a:out.example.com -all"\nout CNAME mail.example.com.\n',
    expected: [],
  },
  {
    what: 'an alias into another one',
    rule: 'spf-mx-a-cname',
    com: '@ TXT "v=spf1 a:out.example.com -all"\nout CNAME mail.example.net.\n',
    expected: ['spf-mx-a-cname-target: a:out.example.com'],
  },
];

describe('rules that query the DNS', () => {
  for (const { what, rule, com, net, reverse, answers = {}, expected } of CASES) {
    it(`${rule}: ${what}`, () => {
      const made = workspace({ answers });
      made.add(COM, com);
      if (net !== undefined) made.add(NET, net);
      if (reverse !== undefined) made.add('2.0.192.in-addr.arpa.zone', reverse);
      const found = findingsOf(made, COM).filter((finding) => finding.rule.startsWith(rule));
      assert.deepEqual(
        found.map((f) => `${f.rule}: ${com.slice(f.range.start, f.range.end)}`),
        expected,
      );
    });
  }
});
