import assert from 'node:assert/strict';
import { applyFix, findingsOf, zone } from '../harness/workspace.ts';
import type { WorkspaceOptions } from '../harness/workspace.ts';

/** The rules on known senders: what they say of a zone, and what it is after their first fix. */
const PATH = 'example.com.zone';
const HEAD =
  '@ SOA ns1.example.net. host.example.net. 1 7200 3600 1209600 3600\n@ NS ns1.example.net.\n@ MX 10 mx.example.net.\n';
const RULES =
  /^(?:spf-missing-sending-ip|sender-.*|dmarc-rejects-sender|dmarc-strict-fails-sender|cross-stale-include)$/;

interface Case {
  readonly says: string;
  readonly zone: string;
  readonly senders: readonly unknown[];
  readonly domain?: string;
  readonly answers?: WorkspaceOptions['answers'];
  /** `severity rule: message` of each finding of these rules. */
  readonly finds: readonly string[];
  /** The lines that the first fix of the first finding changes or adds. */
  readonly fixed?: string;
}

const RELAY = { name: 'Relay', ip: ['192.0.2.10'], dkim: [] };
const many = (count: number): string =>
  Array.from({ length: count }, (_, i) => `include:s${i}.example.net`).join(' ');
const manyAnswers = (count: number): WorkspaceOptions['answers'] =>
  Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `s${i}.example.net. TXT`,
      { strings: [[`v=spf1 ip4:198.51.100.${i} -all`]] },
    ]),
  );

const cases: readonly Case[] = [
  { says: 'nobody who is declared', zone: '@ TXT "v=spf1 -all"', senders: [], finds: [] },
  {
    says: 'a relay that the record lists',
    zone: '@ TXT "v=spf1 ip4:192.0.2.0/24 -all"',
    senders: [RELAY],
    finds: [],
  },
  {
    says: 'a relay that the record leaves out',
    zone: '@ TXT "v=spf1 mx -all"',
    senders: [RELAY],
    answers: { 'mx.example.net. A': { data: ['198.51.100.1'] }, 'mx.example.net. AAAA': 'NODATA' },
    finds: ['warning spf-missing-sending-ip: "Relay" sends from 192.0.2.10, but "-all" gives fail.'],
    fixed: '@ TXT "v=spf1 mx ip4:192.0.2.10 -all"',
  },
  {
    says: 'a relay that an include may list',
    zone: '@ TXT "v=spf1 include:spf.example.net -all"',
    senders: [RELAY],
    finds: [],
  },
  {
    says: 'a redirect to a record of the same zone: the term goes there',
    zone: '@ TXT "v=spf1 redirect=_spf.example.com"\n_spf TXT "v=spf1 ip4:192.0.2.25 ~all"',
    senders: [RELAY],
    finds: [
      'warning spf-missing-sending-ip: "Relay" sends from 192.0.2.10, but "~all" of _spf.example.com gives softfail.',
    ],
    fixed: '_spf TXT "v=spf1 ip4:192.0.2.25 ip4:192.0.2.10 ~all"',
  },
  {
    says: 'a redirect to elsewhere: the term goes before it',
    zone: '@ TXT "v=spf1 redirect=_spf.example.net"',
    senders: [RELAY],
    answers: { '_spf.example.net. TXT': { strings: [['v=spf1 ip4:192.0.2.25 ~all']] } },
    finds: [
      'warning spf-missing-sending-ip: "Relay" sends from 192.0.2.10, but "~all" of _spf.example.net gives softfail.',
    ],
    fixed: '@ TXT "v=spf1 ip4:192.0.2.10 redirect=_spf.example.net"',
  },
  {
    says: 'a term that refuses the relay before "all"',
    zone: '@ TXT "v=spf1 ip4:192.0.2.25 -ip4:192.0.2.0/28 ~all"',
    senders: [RELAY],
    finds: [
      'warning spf-missing-sending-ip: "Relay" sends from 192.0.2.10, but "-ip4:192.0.2.0/28" gives fail.',
    ],
    fixed: '@ TXT "v=spf1 ip4:192.0.2.25 ip4:192.0.2.10 -ip4:192.0.2.0/28 ~all"',
  },
  {
    says: 'a host of which IPv6 is left out',
    zone: '@ TXT "v=spf1 a:v4.example.com -all"\nv4 A 192.0.2.25\nmail A 192.0.2.25\nmail AAAA 2001:db8::25',
    senders: [{ host: 'mail.example.com', dkim: [] }],
    finds: [
      'warning spf-missing-sending-ip: "mail.example.com" sends from 2001:db8::25, but "-all" gives fail.',
    ],
    fixed: '@ TXT "v=spf1 a:v4.example.com ip6:2001:db8::25 -all"',
  },
  {
    says: 'no "all": nothing matches',
    zone: '@ TXT "v=spf1 ip4:192.0.2.25"',
    senders: [{ ip: ['192.0.2.10', '192.0.2.11'], dkim: [] }],
    finds: [
      'warning spf-missing-sending-ip: Mail of example.com comes from 192.0.2.10, 192.0.2.11, but no term matches, so SPF gives neutral.',
    ],
    fixed: '@ TXT "v=spf1 ip4:192.0.2.25 ip4:192.0.2.10 ip4:192.0.2.11"',
  },
  {
    says: 'a record that cannot be evaluated: others tell',
    zone: '@ TXT "v=spf1 ipv4:192.0.2.25 -all"',
    senders: [RELAY],
    finds: [],
  },
  {
    says: 'Google, and an include of somebody else',
    zone: '@ TXT "v=spf1 include:spf.protection.outlook.com -all"',
    senders: [
      { service: 'google-workspace', dkim: [] },
      { service: 'microsoft-365', dkim: [] },
    ],
    finds: [
      'warning sender-missing-spf: Google Workspace sends with example.com in MAIL FROM, but "-all" gives fail.',
    ],
    fixed: '@ TXT "v=spf1 include:spf.protection.outlook.com include:_spf.google.com -all"',
  },
  {
    says: 'Google, and no room for another lookup',
    zone: `@ TXT "v=spf1 ${many(10)} -all"`,
    senders: [{ service: 'google-workspace', dkim: [] }],
    answers: manyAnswers(10),
    finds: [
      'warning sender-missing-spf: Google Workspace sends with example.com in MAIL FROM, but "-all" gives fail, and "include:_spf.google.com" would bring the record to 11 of 10 lookups.',
    ],
  },
  {
    says: 'a relay, and no room for another lookup: addresses cost none, and the string is split',
    zone: `@ TXT "v=spf1 ${many(10)} -all"`,
    senders: [RELAY],
    answers: manyAnswers(10),
    finds: ['warning spf-missing-sending-ip: "Relay" sends from 192.0.2.10, but "-all" gives fail.'],
    fixed: `@ TXT "v=spf1 ${many(10)} ip4:192.0.2.10 " "-all"`,
  },
  {
    says: 'an include that a declared relay passes by',
    zone: '@ TXT "v=spf1 include:sendgrid.net -all"',
    senders: [RELAY],
    answers: { 'sendgrid.net. TXT': { strings: [['v=spf1 ip4:192.0.2.0/24 -all']] } },
    finds: [],
  },
  {
    says: 'an include of which nobody knows whether a declared relay passes by it',
    zone: '@ TXT "v=spf1 include:sendgrid.net -all"',
    senders: [RELAY],
    finds: [],
  },
  {
    says: 'an include of a service whose keys are there',
    zone: '@ TXT "v=spf1 ip4:192.0.2.10 include:sendgrid.net -all"\ns1._domainkey CNAME s1.domainkey.u1.wl.sendgrid.net.',
    senders: [RELAY],
    finds: [],
  },
  {
    says: 'an include that nobody uses',
    zone: '@ TXT "v=spf1 ip4:192.0.2.10 include:sendgrid.net -all"',
    senders: [RELAY],
    finds: [
      'info cross-stale-include: "include:sendgrid.net" authorizes Twilio SendGrid, but no declared sender, DKIM key or MX of example.com uses it.',
    ],
    fixed: '@ TXT "v=spf1 ip4:192.0.2.10 -all"',
  },
  {
    says: 'a selector that is not there, of a sender that named it',
    zone: '@ TXT "v=spf1 ip4:192.0.2.10 -all"\nother._domainkey CNAME k1.example.net.',
    senders: [{ ...RELAY, dkim: ['s1'] }],
    finds: [
      'warning sender-missing-dkim: "Relay" should sign mail from example.com with the key s1._domainkey.example.com, which is missing.',
    ],
  },
  {
    says: "a service with selectors of the customer's own, in a domain with keys: not known",
    zone: '@ TXT "v=spf1 include:_spf.google.com -all"\nother._domainkey CNAME k1.example.net.',
    senders: ['google-workspace'],
    finds: [],
  },
  {
    says: 'sp=reject and a subdomain that sends',
    zone: '@ TXT "v=spf1 -all"\nnews A 192.0.2.80\nnews TXT "v=spf1 ip4:192.0.2.11 -all"\n_dmarc TXT "v=DMARC1; p=none; sp=reject"',
    domain: 'news.example.com',
    senders: [RELAY],
    finds: [
      'warning spf-missing-sending-ip: "Relay" sends from 192.0.2.10, but "-all" gives fail.',
      'error dmarc-rejects-sender: "sp=reject" makes receivers reject mail from "Relay" because SPF gives fail for 192.0.2.10, and it does not sign.',
    ],
  },
  {
    says: 'np=reject and a subdomain that does not exist',
    zone: '@ TXT "v=spf1 -all"\n_dmarc TXT "v=DMARC1; p=none; np=reject"',
    domain: 'news.example.com',
    senders: [RELAY],
    finds: [
      'error dmarc-rejects-sender: "np=reject" makes receivers reject mail from "Relay" because SPF gives none for 192.0.2.10, and it does not sign.',
    ],
    fixed: '_dmarc TXT "v=DMARC1; p=none; np=none"',
  },
  {
    says: 't=y under quarantine: only older receivers act',
    zone: '@ TXT "v=spf1 ip4:192.0.2.11 ~all"\n_dmarc TXT "v=DMARC1; p=quarantine; t=y"',
    senders: [RELAY],
    finds: [
      'warning spf-missing-sending-ip: "Relay" sends from 192.0.2.10, but "~all" gives softfail.',
      'warning dmarc-rejects-sender: "p=quarantine" makes RFC 7489 receivers reject or quarantine mail from "Relay" because SPF gives softfail for 192.0.2.10, and it does not sign.',
    ],
  },
  {
    says: 'a relay that may sign with a key that is there: nothing is certain',
    zone: '@ TXT "v=spf1 ip4:192.0.2.11 ~all"\n_dmarc TXT "v=DMARC1; p=reject"\nk1._domainkey CNAME k1.example.net.',
    senders: [{ name: 'Relay', ip: ['192.0.2.10'] }],
    finds: ['warning spf-missing-sending-ip: "Relay" sends from 192.0.2.10, but "~all" gives softfail.'],
  },
  {
    says: 'adkim=s and a subdomain whose mail is signed with the key of the domain above',
    zone: '@ TXT "v=spf1 -all"\nnews A 192.0.2.80\n_dmarc TXT "v=DMARC1; p=reject; adkim=s"\ns1._domainkey TXT "k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="',
    domain: 'news.example.com',
    senders: [{ ...RELAY, dkim: ['s1'] }],
    finds: [
      'error dmarc-strict-fails-sender: With "adkim=s" and "p=reject", mail from "Relay" is rejected because SPF gives none for 192.0.2.10, and the key "s1._domainkey.example.com" is not aligned.',
    ],
    fixed: '_dmarc TXT "v=DMARC1; p=reject"',
  },
];

describe('rules on known senders', () => {
  for (const one of cases) {
    it(one.says, () => {
      const { senders, domain = 'example.com', answers = {} } = one;
      const text = `${HEAD}${one.zone}\n`;
      const around = { senders: { [domain]: senders }, answers };
      const made = zone(text, PATH, around);
      const found = findingsOf(made, PATH).filter(({ rule }) => RULES.test(rule));
      assert.deepEqual(
        found.map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`),
        one.finds,
      );
      const [first] = found;
      const [fix] = first === undefined ? [] : made.detailsOf(PATH, first).fixes;
      if (first === undefined || one.fixed === undefined) return;
      assert.ok(fix !== undefined, 'it has no fix');
      const after = applyFix(made, PATH, fix);
      const lines = text.split('\n');
      assert.equal(
        after
          .split('\n')
          .filter((line) => !lines.includes(line))
          .join('\n'),
        one.fixed,
      );
      const left = findingsOf(zone(after, PATH, around), PATH).filter(({ rule }) => RULES.test(rule));
      assert.deepEqual(
        left.filter(({ rule }) => rule === first.rule).map(({ message }) => message),
        [],
      );
    });
  }

  it('reports each sender that a record of Terraform leaves out, and a text that two records share only once', () => {
    const text = `locals { spf = "v=spf1 mx -all" }
resource "aws_route53_record" "com" {
  name    = "example.com"
  type    = "TXT"
  records = [local.spf]
}
resource "aws_route53_record" "net" {
  name    = "example.net"
  type    = "TXT"
  records = [local.spf]
}
`;
    const senders = (...addresses: readonly string[]): readonly unknown[] =>
      addresses.map((ip) => ({ name: `Relay ${ip}`, ip: [ip], dkim: [] }));
    const around = {
      senders: { 'example.com': senders('192.0.2.10', '192.0.2.11'), 'example.net': senders('192.0.2.10') },
      answers: {
        'example.com. MX': { data: ['10 mx.example.org.'] },
        'example.net. MX': { data: ['10 mx.example.org.'] },
        'mx.example.org.': 'NODATA',
      },
    };
    const found = findingsOf(zone(text, 'main.tf', around), 'main.tf').filter(({ rule }) => RULES.test(rule));
    assert.deepEqual(
      found.map(({ message }) => message),
      [
        '"Relay 192.0.2.10" sends from 192.0.2.10, but "-all" gives fail.',
        '"Relay 192.0.2.11" sends from 192.0.2.11, but "-all" gives fail.',
      ],
    );
  });
});
