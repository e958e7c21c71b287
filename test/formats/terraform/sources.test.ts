import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Workspace } from '../../../server/src/analysis/workspace.ts';
import { formatIp } from '../../../server/src/dns/address.ts';
import { SOURCE_RESOURCES } from '../../../server/src/formats/terraform/providers/source-table.ts';
import type { SendingSource } from '../../../server/src/records/sending-source.ts';
import { serviceById } from '../../../server/src/senders/services/catalog.ts';
import { configuration } from '../../harness/configuration.ts';
import { hasCorpus, sayNoCorpus } from '../../harness/corpus.ts';
import { realConfigurations } from '../../harness/terraform-corpus.ts';

/** `set-up amazon-ses of example.com`, `address 192.0.2.1 named mail.example.com`; unknown parts are `?`. */
function line(source: SendingSource): string {
  const maybe = source.conditional ? 'perhaps ' : '';
  if (source.kind === 'address') {
    const name = source.host === undefined ? '' : ` named ${source.host}`;
    return `${maybe}address ${source.addresses.map(formatIp).join(', ') || '?'}${name}`;
  }
  const { says, service = '-', domain = 'nobody', envelope, selector } = source;
  const from = envelope === undefined ? '' : `, ${envelope} in MAIL FROM`;
  const key = selector === undefined ? '' : `, selector ${selector}`;
  return `${maybe}${says} ${service} of ${domain}${from}${key}`;
}

function sourcesOf(
  workspace: Workspace,
): readonly { readonly path: string; readonly source: SendingSource }[] {
  return workspace.paths().flatMap((at) => workspace.sources(at).map((source) => ({ path: at, source })));
}

const lines = (files: Readonly<Record<string, string>>): readonly string[] =>
  sourcesOf(configuration(files)).map(({ source }) => line(source));

/** `main.tf: "example.com" by module.ses.aws_ses_domain_identity.this`: its place, and what sets it up. */
function places(files: Readonly<Record<string, string>>): readonly string[] {
  const workspace = configuration(files);
  return sourcesOf(workspace).map(({ path: at, source: { range, by } }) => {
    const typed = workspace.textOf(at)?.slice(range.start, range.end) ?? '';
    return `${at}: ${typed} by ${by.name} in ${by.path}`;
  });
}

/** Blocks from the documentation of their providers, below what they set up. */
const CASES = readFileSync(path.join(__dirname, 'fixtures/sources.tf'), 'utf8')
  .split(/\n(?=\n#= )/)
  .map((text) => ({
    text,
    expected: [...text.matchAll(/^#= (.*)$/gm)].map(([, one = '']) => one),
    resources: [...text.matchAll(/^resource "(\w+)"/gm)].map(([, type = '']) => type),
  }));

describe('resources that show how email may be sent', () => {
  for (const { text, expected, resources } of CASES) {
    it(`${resources.join(', ')}: ${expected.join('; ')}`, () => {
      assert.deepEqual(lines({ 'main.tf': text }), expected);
    });
  }

  it('are all shown', () => {
    const shown = new Set(CASES.flatMap(({ resources }) => resources));
    assert.deepEqual(
      [...SOURCE_RESOURCES.keys()].filter((resource) => !shown.has(resource)),
      [],
    );
  });

  it('name services of the catalog', () => {
    for (const row of SOURCE_RESOURCES.values()) {
      if (row.kind === 'service' && row.service !== undefined)
        assert.ok(serviceById(row.service), row.service);
    }
  });
});

const SES = `variable "domains" {
  type = set(string)
}
resource "aws_ses_domain_identity" "this" {
  for_each = var.domains
  domain   = each.key
}
resource "aws_ses_domain_mail_from" "this" {
  for_each         = aws_ses_domain_identity.this
  domain           = each.value.domain
  mail_from_domain = "bounce.\${each.key}"
}
`;

describe('what Terraform resources set up for email', () => {
  it('is followed through modules, variables and loops to the source of the domain', () => {
    const files = {
      'dns/main.tf':
        'variable "domains" {}\nmodule "ses" {\n  source = "../ses"\n  domains = var.domains\n}\n',
      'dns/terraform.tfvars': 'domains = ["example.com", "example.org"]\n',
      'ses/main.tf': SES,
    };
    assert.deepEqual([...lines(files)].sort(), [
      'envelope amazon-ses of example.com, bounce.example.com in MAIL FROM',
      'envelope amazon-ses of example.org, bounce.example.org in MAIL FROM',
      'set-up amazon-ses of example.com',
      'set-up amazon-ses of example.org',
    ]);
    assert.deepEqual(
      places(files).filter((place) => place.includes('identity')),
      [
        'dns/terraform.tfvars: "example.com" by module.ses.aws_ses_domain_identity.this["example.com"] in ses/main.tf',
        'dns/terraform.tfvars: "example.org" by module.ses.aws_ses_domain_identity.this["example.org"] in ses/main.tf',
      ],
    );
  });

  it('is in the data that a module reads if the domain is there', () => {
    const files = {
      'dns/main.tf':
        'resource "postmark_domain" "all" {\n  for_each = toset(yamldecode(file("domains.yaml")))\n  name = each.key\n}\n',
      'dns/domains.yaml': '- example.com\n- example.org\n',
    };
    assert.deepEqual(places(files), [
      'dns/domains.yaml: example.com by postmark_domain.all["example.com"] in dns/main.tf',
      'dns/domains.yaml: example.org by postmark_domain.all["example.org"] in dns/main.tf',
    ]);
  });

  it('has no domain if the source text cannot be one', () => {
    const long = `${'a'.repeat(60)}.`.repeat(5000);
    for (const name of ['localhost', 'https://example.com', '', '.', `${long}com`, 'exa mple.com']) {
      const text = `resource "mandrill_sending_domain" "a" {\n  domain_name = "${name}"\n}\n`;
      assert.deepEqual(lines({ 'main.tf': text }), ['set-up mandrill of nobody'], name.slice(0, 50));
    }
    const longLabel = `resource "sendgrid_domain_authentication" "a" {\n  domain = "example.com"\n  subdomain = "${long}a"\n}\n`;
    assert.deepEqual(lines({ 'main.tf': longLabel }), ['set-up sendgrid of example.com']);
  });

  it('is at the argument whose value is in the same file', () => {
    const files = {
      'main.tf':
        'locals {\n  domain = "example.com"\n}\nresource "mailgun_domain" "a" {\n  name = local.domain\n}\n',
    };
    assert.deepEqual(places(files), ['main.tf: local.domain by mailgun_domain.a in main.tf']);
  });

  it('is at the type of the resource if no argument shows it', () => {
    assert.deepEqual(places({ 'main.tf': 'resource "hcloud_server" "a" {\n  name = "a"\n}\n' }), [
      'main.tf: "hcloud_server" by hcloud_server.a in main.tf',
    ]);
  });

  it('may not exist if a condition is unknown, and does not exist if it is false', () => {
    const given = 'variable "on" {}\n';
    const one = (count: string): string =>
      `${given}resource "mailgun_domain" "a" {\n  count = ${count}\n  name = "mg.example.com"\n}\n`;
    const said = 'set-up mailgun of mg.example.com, mg.example.com in MAIL FROM';
    assert.deepEqual(lines({ 'main.tf': one('var.on ? 1 : 0') }), [`perhaps ${said}`]);
    assert.deepEqual(lines({ 'main.tf': one('0') }), []);
    assert.deepEqual(lines({ 'main.tf': one('1') }), [said]);
  });

  it('has no domain if a part of the domain is unknown', () => {
    const text =
      'variable "env" {}\nresource "postmark_domain" "a" {\n  name = "${var.env}.example.com"\n}\n';
    assert.deepEqual(lines({ 'main.tf': text }), ['set-up postmark of nobody']);
  });

  it("is also read from Terraform's JSON, and from blocks that a loop makes", () => {
    const json = { resource: { scaleway_tem_domain: { a: { name: 'example.com', accept_tos: true } } } };
    assert.deepEqual(lines({ 'main.tf.json': JSON.stringify(json) }), ['set-up scaleway-tem of example.com']);
    const dynamic = `resource "google_compute_instance" "a" {
  dynamic "network_interface" {
    for_each = ["192.0.2.1", "192.0.2.2"]
    content {
      access_config {
        nat_ip = network_interface.value
      }
    }
  }
}
`;
    assert.deepEqual(lines({ 'main.tf': dynamic }), ['address 192.0.2.1', 'address 192.0.2.2']);
  });
});

describe('what real configurations set up for email', () => {
  it('is found: each was compared with its file by hand', function () {
    if (!hasCorpus()) {
      sayNoCorpus('what real configurations set up for mail');
      this.skip();
    }
    const sources = sourcesOf(realConfigurations());
    const counts = new Map<string, number>();
    for (const { source } of sources) {
      const type = source.by.name.split('.')[0] ?? '';
      counts.set(type, (counts.get(type) ?? 0) + 1);
    }
    assert.deepEqual(Object.fromEntries([...counts].sort()), {
      aws_ses_domain_dkim: 1,
      aws_ses_domain_identity: 1,
      aws_ses_email_identity: 3,
      // Five from the current version and 4 from older versions.
      hcloud_floating_ip: 9,
      // 34 hosts, each with an IPv4 and an IPv6 address, and 28 of them with a name.
      hcloud_primary_ip: 68,
      hcloud_rdns: 56,
      hcloud_server: 34,
    });
    const known = sources.map(({ source }) => line(source)).filter((one) => !/^address \?$/.test(one));
    assert.deepEqual(
      known.filter((one) => !one.includes('named')),
      [
        'set-up amazon-ses of ad-recrd.com',
        'key amazon-ses of ad-recrd.com',
        ...Array.from({ length: 3 }, () => 'address amazon-ses of recrd.com'),
      ],
    );
    assert.equal(known.filter((one) => one === 'address ? named mail.archlinux.org').length, 2);
  });
});
