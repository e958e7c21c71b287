import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderWith, mailtxt, removeFolders } from './run.ts';

const ZONE = [
  '@ SOA ns1.example.net. host.example.net. 1 7200 3600 1209600 3600',
  '@ NS ns1.example.net.',
  '@ MX 10 aspmx.l.google.com.',
  'mail A 192.0.2.25',
  '@ TXT "v=spf1 ip4:192.0.2.25 -all"',
  '_dmarc TXT "v=DMARC1; p=reject"',
  'k2._domainkey CNAME dkim2.mcsv.net.',
  '',
].join('\n');

const SETTINGS = `{ "senders": { "example.com": [
  { "name": "Office relay", "ip": ["192.0.2.10"] },
  { "host": "mail.example.com", "dkim": ["mail"] },
  { "name": "${'A name that is far too long for its column '.repeat(3)}", "ip": ["192.0.2.25"] }
] } }
`;

describe('mailtxt senders', () => {
  let cwd = '';
  before(() => {
    cwd = folderWith({ 'example.com.zone': ZONE, '.mailtxt.json': SETTINGS });
  });
  after(removeFolders);

  it('shows how receivers treat each sender, why, and which record decides', () => {
    const { status, stdout, stderr } = mailtxt(['senders'], { cwd });
    assert.equal(stderr, '');
    assert.equal(status, 0);
    assert.match(stdout, /^example\.com\n {2}sender +SPF +DKIM +verdict$/m);
    assert.match(stdout, /^ {2}Office relay +fail +unknown +unknown$/m);
    assert.match(
      stdout,
      /^ {4}SPF +192\.0\.2\.10: "-all" of example\.com matches\. {2}example\.com\.zone:5$/m,
    );
    assert.match(stdout, /^ {2}mail\.example\.com +pass +missing +accepted \(SPF only\)$/m);
    assert.match(stdout, /No key is published at mail\._domainkey\.example\.com\./);
    assert.match(stdout, /^ {4}known +declared {2}\.mailtxt\.json:2$/m);
  });

  it('lists possible senders separately', () => {
    const { stdout } = mailtxt(['senders'], { cwd });
    assert.match(
      stdout,
      /^ {2}Google Workspace +fail +none +rejected\?\n {4}hint +it receives mail for the domain \("google-workspace"\) {2}example\.com\.zone:3$/m,
    );
    assert.match(
      stdout,
      /^ {4}hint +the domain has a DKIM key for it \("mailchimp"\) {2}example\.com\.zone:7$/m,
    );
  });

  it('fits 100 columns', () => {
    const { stdout } = mailtxt(['senders'], { cwd });
    assert.deepEqual(
      stdout.split('\n').filter((line) => line.length > 100),
      [],
    );
  });

  it('has the same data in JSON', () => {
    const { stdout } = mailtxt(['senders', '--format', 'json'], { cwd });
    const { domains } = JSON.parse(stdout) as {
      domains: readonly { domain: string; senders: readonly Record<string, unknown>[]; hints: unknown }[];
    };
    assert.deepEqual(
      domains.map(({ domain }) => domain),
      ['example.com'],
    );
    const [relay] = domains[0]?.senders ?? [];
    assert.deepEqual(Object.keys(relay ?? {}), [
      'name',
      'service',
      'provider',
      'ip',
      'host',
      'envelope',
      'mails',
      'failed',
      'verdict',
      'verdictRfc7489',
      'spf',
      'dkim',
      'dmarc',
      'spfAlignment',
      'dkimAlignment',
      'dmarcRfc7489',
      'evidence',
    ]);
    assert.deepEqual(relay?.['spf'], {
      result: 'fail',
      leg: 'fails',
      why: '192.0.2.10: "-all" of example.com matches.',
      record: 'example.com',
      path: 'example.com.zone',
      range: { start: { line: 5, column: 30 }, end: { line: 5, column: 34 } },
    });
    assert.deepEqual(relay['evidence'], [
      {
        kind: 'declared',
        text: null,
        path: '.mailtxt.json',
        range: { start: { line: 2, column: 3 }, end: { line: 2, column: 51 } },
      },
    ]);
  });

  it('explains how to declare senders if none are declared', () => {
    const bare = folderWith({ 'example.com.zone': '@ TXT "v=spf1 -all"\n' });
    const { status, stdout } = mailtxt(['senders'], { cwd: bare });
    assert.equal(status, 0);
    assert.match(
      stdout,
      /No senders are declared or seen in DMARC reports\. Declare them in \.mailtxt\.json:/,
    );
  });

  it('writes a first .mailtxt.json, and shows the senders in it afterward', () => {
    const bare = folderWith({ 'zones/example.com.zone': ZONE });
    const first = mailtxt(['senders', '--init'], { cwd: bare });
    assert.equal(
      first.stderr,
      'mailtxt: created .mailtxt.json with 2 senders for 1 domain, and with 1 possible sender as comments; review it\n',
    );
    assert.equal(first.status, 0);
    const written = readFileSync(join(bare, '.mailtxt.json'), 'utf8');
    assert.equal(
      written.slice(written.indexOf('{')),
      `{
  "senders": {
    "example.com": [
      // The domain has a DKIM key for it: zones/example.com.zone:7
      "mailchimp",
      // Its name looks like a mail server: zones/example.com.zone:4
      { "host": "mail.example.com" },
      // Possible senders. If they send mail, remove the // before each line.
      // It receives mail for the domain: zones/example.com.zone:3
      // "google-workspace",
    ],
  },
}
`,
    );
    const { status, stdout, stderr } = mailtxt(['senders'], { cwd: bare });
    assert.equal(stderr, '');
    assert.equal(status, 0);
    assert.match(
      stdout,
      /^ {2}mail\.example\.com +pass .*\n(?: {4}.*\n)* {4}known +declared {2}\.mailtxt\.json:9$/m,
    );
    const second = mailtxt(['senders', '--init'], { cwd: bare });
    assert.equal(second.status, 0);
    assert.equal(
      second.stderr,
      'mailtxt: .mailtxt.json was not changed: it already declares every sender that is set up\nPossible senders, not added:\n  example.com: "google-workspace"\n',
    );
    assert.equal(readFileSync(join(bare, '.mailtxt.json'), 'utf8'), written);
  });

  it('adds what is missing to an existing .mailtxt.json, and keeps its comments', () => {
    const settings = `{
  // ours
  "rules": { "spf-lookup-limit-near": "off" },
  "senders": {
    "Example.com": [
      "google-workspace", // people
    ],
  },
}
`;
    const there = folderWith({ 'zones/example.com.zone': ZONE, '.mailtxt.json': settings });
    const { status, stderr } = mailtxt(['senders', '--init'], { cwd: there });
    assert.equal(status, 0);
    assert.equal(
      stderr,
      'mailtxt: added 2 senders to .mailtxt.json; review them:\n  example.com: "mailchimp"\n  example.com: { "host": "mail.example.com" }\n',
    );
    const written = readFileSync(join(there, '.mailtxt.json'), 'utf8');
    assert.equal(
      written,
      settings.replace(
        '// people\n',
        `// people
      // The domain has a DKIM key for it: zones/example.com.zone:7
      "mailchimp",
      // Its name looks like a mail server: zones/example.com.zone:4
      { "host": "mail.example.com" },
`,
      ),
    );
    const table = mailtxt(['senders'], { cwd: there });
    assert.equal(table.stderr, '');
    for (const name of ['Google Workspace', 'Mailchimp', 'mail.example.com'])
      assert.match(table.stdout, new RegExp(`^ {2}${name} [^?]*$`, 'm'));
    const bad = folderWith({ 'example.com.zone': ZONE, '.mailtxt.json': '[]' });
    assert.equal(mailtxt(['senders', '--init'], { cwd: bad }).status, 2);
    assert.equal(readFileSync(join(bad, '.mailtxt.json'), 'utf8'), '[]');
  });

  it('writes no .mailtxt.json where it would not apply to the files, or without evidence of senders', () => {
    const bare = folderWith({
      'zones/example.com.zone': ZONE,
      'other/readme': '',
      'none/example.org.zone': '@ TXT "v=spf1 -all"\n',
    });
    const away = mailtxt(['senders', '--init', '../zones'], { cwd: join(bare, 'other') });
    assert.equal(away.status, 2);
    assert.match(away.stderr, /--init writes to the current folder, but .*example\.com\.zone is outside it/);
    const none = mailtxt(['senders', '--init', 'none'], { cwd: bare });
    assert.equal(none.status, 0);
    assert.match(none.stderr, /\.mailtxt\.json was not created: the records do not imply any sender/);
    assert.ok(!existsSync(join(bare, '.mailtxt.json')));
  });

  const TERRAFORM = {
    'dns/main.tf': `module "ses" {
  source = "../ses"
  domain = "example.com"
}
resource "aws_route53_zone" "main" {
  name = "example.com"
}
resource "aws_route53_record" "spf" {
  zone_id = aws_route53_zone.main.zone_id
  name    = ""
  type    = "TXT"
  records = ["v=spf1 -all"]
}
`,
    'ses/main.tf': `variable "domain" {}
resource "aws_ses_domain_identity" "this" {
  domain = var.domain
}
`,
  };

  it('lists what Terraform sets up, at the source of the domain', () => {
    const folder = folderWith(TERRAFORM);
    const { status, stdout, stderr } = mailtxt(['senders'], { cwd: folder });
    assert.equal(stderr, '');
    assert.equal(status, 0);
    assert.match(
      stdout,
      /^ {2}possible senders .*\n {2}Amazon SES +unknown +unknown +unknown\?\n {4}hint +it is set up for the domain by module\.ses\.aws_ses_domain_identity\.this \("amazon-ses"\)\n {12}dns\/main\.tf:3$/m,
    );
    const json = mailtxt(['senders', '--format', 'json'], { cwd: folder });
    const { domains } = JSON.parse(json.stdout) as {
      domains: readonly { implied: readonly { evidence: readonly unknown[] }[]; hints: readonly unknown[] }[];
    };
    const place = {
      path: 'dns/main.tf',
      range: { start: { line: 3, column: 12 }, end: { line: 3, column: 25 } },
    };
    const by = 'module.ses.aws_ses_domain_identity.this';
    assert.deepEqual(domains[0]?.implied[0]?.evidence, [
      { kind: 'resource', text: `it is set up for the domain by ${by}`, ...place },
    ]);
    assert.deepEqual(domains[0].hints, [{ kind: 'set-up', service: 'amazon-ses', host: null, by, ...place }]);
  });

  it('also finds it if only the file that calls the module is checked', () => {
    const { stdout } = mailtxt(['senders', 'dns'], { cwd: folderWith(TERRAFORM) });
    assert.match(stdout, /^ {2}Amazon SES /m);
  });

  it('does not report it as a finding', () => {
    const { status, stdout } = mailtxt(['check', '--format', 'json', '--fail-on', 'info'], {
      cwd: folderWith(TERRAFORM),
    });
    assert.deepEqual((JSON.parse(stdout) as { findings: unknown }).findings, []);
    assert.equal(status, 0);
  });

  it('writes it into a first .mailtxt.json', () => {
    const folder = folderWith(TERRAFORM);
    assert.equal(mailtxt(['senders', '--init'], { cwd: folder }).status, 0);
    const written = readFileSync(join(folder, '.mailtxt.json'), 'utf8');
    assert.match(
      written,
      /"example\.com": \[\n +\/\/ It is set up for the domain by module\.ses\.aws_ses_domain_identity\.this: dns\/main\.tf:3\n +"amazon-ses",\n/,
    );
  });

  it('rejects an unknown service, and uses the rest', () => {
    const wrong = folderWith({
      'example.com.zone': ZONE,
      '.mailtxt.json': '{"senders": {"example.com": ["googel-workspace", {"ip": ["192.0.2.25"]}]}}',
    });
    const { status, stdout, stderr } = mailtxt(['senders'], { cwd: wrong });
    assert.equal(status, 2);
    assert.match(
      stderr,
      /"googel-workspace" is not a service in the catalog; did you mean "google-workspace"\?/,
    );
    assert.match(stdout, /192\.0\.2\.25 +pass/);
  });
});

describe('mailtxt senders, with reports', () => {
  const row = (ip: string, spf: string, dkim: string): string =>
    `<record><row><source_ip>${ip}</source_ip><count>7</count><policy_evaluated><spf>${spf}</spf><dkim>${dkim}</dkim></policy_evaluated></row>
<identifiers><header_from>example.com</header_from></identifiers>
<auth_results><spf><domain>example.com</domain><result>${spf}</result></spf></auth_results></record>`;
  const report = `<feedback><report_metadata><org_name>example.net</org_name><date_range><begin>1761955200</begin><end>1762041599</end></date_range></report_metadata>
<policy_published><domain>example.com</domain></policy_published>
${row('192.0.2.10', 'pass', 'pass')}
${row('192.0.2.77', 'pass', 'pass')}
${row('198.51.100.7', 'fail', 'pass')}</feedback>`;
  let cwd = '';
  before(() => {
    cwd = folderWith({
      'example.com.zone': ZONE,
      'reports/a.xml': report,
      'reports/b.xml': '<!DOCTYPE bomb><feedback/>',
      'reports/c.xml.gz': Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3]),
      '.mailtxt.json':
        '{ "reports": ["reports/**/*.{xml,xml.gz}"], "senders": { "example.com": [{ "name": "Office relay", "ip": ["192.0.2.10"] }] } }',
    });
  });
  after(removeFolders);

  it('knows the sources that passed, and lists forwarders separately', () => {
    const { status, stdout } = mailtxt(['senders'], { cwd });
    assert.equal(status, 0);
    assert.match(
      stdout,
      /^ {2}Office relay +fail[^]*known +declared[^]*known +7 messages, 2025-11-01, .*reports\/a\.xml:3$/m,
    );
    assert.match(stdout, /^ {2}192\.0\.2\.77 +fail/m);
    assert.match(stdout, /forwarders, or senders missing from SPF\n {4}198\.51\.100\.7: 7 messages/);
  });

  it('has the same data in JSON', () => {
    const { stdout } = mailtxt(['senders', '--format', 'json'], { cwd });
    const { domains } = JSON.parse(stdout) as {
      domains: { senders: { name: string; evidence: { kind: string }[] }[]; others: unknown[] }[];
    };
    const [domain] = domains;
    assert.deepEqual(
      domain?.senders.map(({ name, evidence }) => [name, ...evidence.map(({ kind }) => kind)]),
      [
        ['Office relay', 'declared', 'report'],
        ['192.0.2.77', 'report'],
      ],
    );
    assert.deepEqual(domain.others, [
      {
        kind: 'undecided',
        ip: '198.51.100.7',
        service: null,
        provider: null,
        mails: 7,
        text: '7 messages, 2025-11-01, by example.net',
        path: 'reports/a.xml',
        range: { start: { line: 9, column: 9 }, end: { line: 9, column: 9 } },
      },
    ]);
  });

  it('shows what would happen under a policy, and the plan', () => {
    const text = mailtxt(['senders', '--policy', 'reject'], { cwd });
    assert.equal(text.status, 0);
    assert.match(text.stdout, /^example\.com under p=reject$/m);
    assert.match(text.stdout, /^Plan for example\.com, to p=reject$/m);
    const { stdout } = mailtxt(['senders', '--policy', 'quarantine', '--format', 'json'], { cwd });
    const report = JSON.parse(stdout) as {
      policy: string;
      preview: { senders: { name: string; group: string; mails: number | null }[] }[];
      plans: { stages: { stage: string; date: string; record: unknown; fix: unknown }[] }[];
    };
    assert.equal(report.policy, 'quarantine');
    assert.ok(report.preview[0]?.senders.some(({ name }) => name === 'Office relay'));
    const stages = report.plans[0]?.stages ?? [];
    assert.equal(stages.at(-1)?.stage, 'quarantine');
    assert.ok(stages.every(({ date, record }) => /^\d{4}-\d\d-\d\d$/.test(date) && record !== null));
  });

  it('rejects a policy that DMARC does not have, and --policy with --init', () => {
    const wrong = mailtxt(['senders', '--policy', 'strict'], { cwd });
    assert.equal(wrong.status, 2);
    assert.match(wrong.stderr, /--policy strict: use none, quarantine or reject/);
    assert.equal(mailtxt(['senders', '--policy', 'none', '--init'], { cwd }).status, 2);
  });

  it('suggests no address for SPF that only reports show', () => {
    const { stdout } = mailtxt(['check', '--format', 'json', '--fail-on', 'never'], { cwd });
    const { findings } = JSON.parse(stdout) as {
      findings: { rule: string; message: string; fixes: { title: string }[] }[];
    };
    const found = findings.filter(({ rule }) => rule === 'spf-missing-sending-ip');
    assert.deepEqual(
      found.map(({ message, fixes }) => [message, ...fixes.map(({ title }) => title)]),
      [
        [
          '"Office relay" sends from 192.0.2.10, but "-all" gives fail (7 messages, 2025-11-01, by example.net).',
          'Add "ip4:192.0.2.10"',
        ],
        [
          'Mail of example.com came from 192.0.2.77 and passed (7 messages, 2025-11-01, by example.net), but now "-all" gives fail.',
        ],
      ],
    );
  });

  it('lists faults in reports, which do not affect the exit status', () => {
    const { status, stderr } = mailtxt(['check', '--fail-on', 'never'], { cwd });
    assert.equal(status, 0);
    assert.match(stderr, /reports\/b\.xml has a document type declaration, which reports do not need/);
    assert.match(stderr, /reports\/c\.xml\.gz is (?:damaged|no DMARC)/);
    // It is missing in the table, too.
    const table = mailtxt(['senders'], { cwd });
    assert.equal(table.status, 0);
    assert.match(table.stderr, /reports\/b\.xml has a document type/);
  });
});

describe('mailtxt senders, with bounces and mails', () => {
  const bounce = (ip: string): string =>
    `Nov 23 10:00:00 mx1 postfix/smtp[1]: 4abc: to=<bob@example.net>, relay=mx.example.net[198.51.100.1]:25, delay=1, dsn=5.7.23, status=bounced (host mx.example.net[198.51.100.1] said: 550 5.7.23 SPF fail: ${ip} is not allowed to send mail from example.com (in reply to MAIL FROM command))\n`;
  const mail = [
    'Authentication-Results: mx.example.net; spf=pass (sender IP is 192.0.2.99) smtp.mailfrom=a@bounce.example.com; dmarc=pass header.from=example.com',
    'Received: from a by b',
    'From: a@example.com',
    'Subject: hello',
    '',
    'hello',
  ].join('\n');
  let cwd = '';
  before(() => {
    cwd = folderWith({
      'example.com.zone': ZONE,
      'bounces/a.log': bounce('192.0.2.10') + bounce('203.0.113.5'),
      'bounces/b.eml': mail,
      'bounces/c.eml': 'Return-Path: <>\nFrom: x\n\nnothing of use\n',
      '.mailtxt.json':
        '{ "bounces": ["bounces/*"], "senders": { "example.com": [{ "name": "Office relay", "ip": ["192.0.2.10"] }] } }',
    });
  });
  after(removeFolders);

  it('shows bounces next to their sender, and treats a passed mail as evidence of a sender', () => {
    const { status, stdout, stderr } = mailtxt(['senders'], { cwd });
    assert.equal(stderr, '');
    assert.equal(status, 0);
    assert.match(
      stdout,
      /Office relay[^]*known +declared[^]*known +a bounce with 550 5\.7\.23 +bounces\/a\.log:1/,
    );
    assert.match(stdout, /^ {2}192\.0\.2\.99 +none[^]*by its headers +bounces\/b\.eml:1/m);
    assert.match(stdout, /bounces;[^]* 203\.0\.113\.5: a bounce with 550 5\.7\.23/);
  });

  it('names the line of a log that is too long to be stored whole', () => {
    const sent =
      'Nov 23 10:00:02 mx postfix/smtp[1]: 4F1DEF: to=<y@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=2.0.0, status=sent (250 OK)\n';
    const log = `${sent.repeat(10_000)}${bounce('203.0.113.6')}`;
    const folder = folderWith({
      'example.com.zone': ZONE,
      'mail.log': log,
      '.mailtxt.json': '{ "bounces": ["*.log"] }',
    });
    assert.match(mailtxt(['senders'], { cwd: folder }).stdout, /203\.0\.113\.6: .* {2}mail\.log:10001$/m);
    const { stdout } = mailtxt(['check', '--fail-on', 'never'], { cwd: folder });
    assert.match(stdout, /^mail\.log:10001:\d+: bounce: .*\n *\|\n10001 \| .*550 5\.7\.23 SPF fail/m);
  });

  it('needs no file of records: what is declared is checked with DNS answers', () => {
    const folder = folderWith({
      '.mailtxt.json': '{ "senders": { "example.com": [{ "name": "Relay", "ip": ["192.0.2.10"] }] } }',
      'dns.json': JSON.stringify({
        answers: { 'example.com. TXT': { strings: [['v=spf1 ip4:192.0.2.10 -all']] } },
        otherwise: 'NXDOMAIN',
      }),
    });
    const { stdout, status } = mailtxt(['senders', '--dns', 'dns.json'], { cwd: folder });
    assert.equal(status, 0);
    assert.match(stdout, /^ {2}Relay +pass /m);
  });
});
