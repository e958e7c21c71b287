import assert from 'node:assert/strict';
import { sendersOf } from '../../server/src/features/senders.ts';
import { isImplied } from '../../server/src/senders/known-sender.ts';
import { configuration } from '../harness/configuration.ts';

interface Implied {
  readonly domain: string;
  readonly name: string;
  readonly envelope: string | undefined;
  readonly evidence: readonly string[];
}

/** The senders that `main.tf` implies. */
function impliedBy(text: string): readonly Implied[] {
  return sendersOf(configuration({ 'main.tf': text }), []).domains.flatMap(({ domain, implied }) =>
    implied.map(({ sender }) => {
      assert.ok(isImplied(sender));
      const { name, envelope, evidence } = sender;
      return {
        domain,
        name,
        envelope,
        evidence: evidence.map(({ kind, text: texts }) => `${kind}: ${texts ?? ''}`),
      };
    }),
  );
}

/** `DOMAIN WHO (MAIL FROM)`. */
const names = (text: string): readonly string[] =>
  impliedBy(text).map(
    ({ domain, name, envelope }) => `${domain} ${name}${envelope === undefined ? '' : ` (${envelope})`}`,
  );

function record(name: string, type: string, value: string): string {
  return `resource "aws_route53_record" "${name.replaceAll('.', '-') || 'apex'}-${type.toLowerCase()}" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "${name}"
  type    = "${type}"
  records = ["${value}"]
}
`;
}

const ZONE = 'resource "aws_route53_zone" "main" {\n  name = "example.com"\n}\n';
const MAIL = ZONE + record('', 'TXT', 'v=spf1 mx -all') + record('', 'MX', '10 a1.example.com');
const rdns = (name: string): string =>
  `resource "hcloud_rdns" "${name.replaceAll('.', '-')}" {\n  ip_address = "192.0.2.1"\n  dns_ptr = "${name}"\n}\n`;

const cases: Readonly<Record<string, readonly [text: string, expected: readonly string[]]>> = {
  'a service that is set up for a domain': [
    'resource "scaleway_tem_domain" "main" {\n  name = "example.com"\n}\n',
    ['example.com Scaleway Transactional Email'],
  ],
  'a service of which several resources tell, once': [
    `resource "aws_ses_domain_identity" "a" {
  domain = "example.com"
}
resource "aws_ses_domain_dkim" "a" {
  domain = aws_ses_domain_identity.a.domain
}
resource "aws_ses_domain_mail_from" "a" {
  domain           = aws_ses_domain_identity.a.domain
  mail_from_domain = "bounce.example.com"
}
`,
    ['example.com Amazon SES (bounce.example.com)'],
  ],
  'one address of a domain of which there are records': [
    `${MAIL}resource "aws_ses_email_identity" "a" {\n  email = "team@example.com"\n}\n`,
    ['example.com a1.example.com', 'example.com Amazon SES'],
  ],
  'one address of anybody, which may be a recipient of tests': [
    `${ZONE}resource "aws_ses_email_identity" "a" {\n  email = "me@example.net"\n}\n`,
    [],
  ],
  'a service that only forwards': [
    'resource "cloudflare_zone" "a" {\n  zone = "example.com"\n}\nresource "cloudflare_email_routing_settings" "a" {\n  zone_id = cloudflare_zone.a.id\n}\n',
    [],
  ],
  'a service that may not be set up at all': [
    'variable "on" {}\nresource "mailgun_domain" "a" {\n  count = var.on ? 1 : 0\n  name = "mg.example.com"\n}\n',
    [],
  ],
  'a service for a domain that is not known': [
    'variable "domain" {}\nresource "mailgun_domain" "a" {\n  name = var.domain\n}\n',
    [],
  ],
  'an address with the name of a mail server': [
    MAIL + rdns('smtp.example.com'),
    ['example.com a1.example.com', 'example.com smtp.example.com'],
  ],
  'an address with the name of an MX': [MAIL + rdns('a1.example.com'), ['example.com a1.example.com']],
  'an address with the name of an MX in another domain': [
    `${ZONE}${record('', 'MX', '10 a1.example.net')}${rdns('a1.example.net')}`,
    ['example.com a1.example.net'],
  ],
  'addresses with names of other hosts, and with none': [
    `${MAIL}${rdns('www.example.com')}resource "aws_eip" "a" {\n  address = "192.0.2.2"\n}\n`,
    ['example.com a1.example.com'],
  ],
  'a mail server that nobody has as MX of a domain with mail': [rdns('mail.example.com'), []],
  'a mail server of one’s own, with the MX where it is': [
    `${ZONE}${record('', 'MX', '10 mail.example.net')}resource "mailcow_domain" "a" {\n  domain = "example.com"\n}\n`,
    ['example.com mail.example.net'],
  ],
  'a mail server of one’s own behind the MX of a service': [
    `${ZONE}${record('', 'MX', '1 smtp.google.com')}resource "mailcow_domain" "a" {\n  domain = "example.com"\n}\n`,
    ['example.com Google Workspace'],
  ],
};

describe('senders that Terraform implies', () => {
  for (const [says, [text, expected]] of Object.entries(cases)) {
    it(`${says}: ${expected.join(', ') || 'nobody'}`, () => assert.deepEqual(names(text), expected));
  }

  it('come with what sets them up, next to what records imply', () => {
    const text = `${MAIL}${rdns('a1.example.com')}${record('x._domainkey', 'CNAME', 'x.dkim.amazonses.com')}
resource "aws_ses_domain_dkim" "a" {
  domain = "example.com"
}
`;
    assert.deepEqual(
      impliedBy(text).map(({ name, evidence }) => [name, ...evidence]),
      [
        [
          'a1.example.com',
          'record: it receives mail for the domain',
          'resource: the PTR record of 192.0.2.1 is set to its name by hcloud_rdns.a1-example-com',
        ],
        [
          'Amazon SES',
          'record: the domain has a DKIM key for it',
          'resource: it is set up to sign for the domain by aws_ses_domain_dkim.a',
        ],
      ],
    );
  });

  it('are none next to a declared sender', () => {
    const workspace = configuration({
      'main.tf': 'resource "mandrill_sending_domain" "a" {\n  domain_name = "example.com"\n}\n',
    });
    const [before] = sendersOf(workspace, []).domains;
    const sender = before?.implied[0]?.sender;
    assert.ok(sender);
    const place = { path: '.mailtxt.json', range: undefined };
    const declared = { ...sender, evidence: [{ kind: 'declared', place, text: undefined }] } as const;
    const [after] = sendersOf(workspace, [declared]).domains;
    assert.deepEqual(after?.implied, []);
    assert.equal(after.senders.length, 1);
  });

  it('are limited per domain, with any number of hosts', () => {
    const text = `${MAIL}resource "hcloud_rdns" "all" {
  count      = 5000
  ip_address = "192.0.2.1"
  dns_ptr    = "mail\${count.index % 1000}.n\${count.index}.example.com"
}
`;
    assert.equal(impliedBy(text).length, 100);
  });
});
