import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { STAND_INS } from '../../../server/src/formats/terraform/registry/registry.ts';
import { readFile } from '../../../server/src/formats/terraform/syntax/file.ts';
import { RECORD_RESOURCES, RECORD_ROWS } from '../../../server/src/formats/terraform/providers/table.ts';
import { printRdata } from '../../../server/src/records/rdata/index.ts';
import type { DnsRecord } from '../../../server/src/records/record.ts';
import { corpusFiles, hasCorpus, readCorpus, sayNoCorpus } from '../../harness/corpus.ts';
import { configuration, recordsIn } from '../../harness/configuration.ts';
import { applyFix, findingsOf } from '../../harness/workspace.ts';
import { problemLines, txt } from './module.ts';

interface Case {
  readonly text: string;
  readonly records: readonly string[];
  readonly resources: readonly string[];
}

/** Blocks from the documentation of their providers, below the records that they make: `#= owner TYPE data`. */
function casesOf(file: string): readonly Case[] {
  const fixture = readFileSync(path.join(__dirname, 'fixtures', file), 'utf8');
  return fixture.split(/\n(?=\n#= )/).map((text) => ({
    text,
    records: [...text.matchAll(/^#= (.*)$/gm)].map(([, record = '']) => record),
    resources: [...new Set([...text.matchAll(/^resource "(\w+)"/gm)].map(([, type = '']) => type))].filter(
      (type) => RECORD_RESOURCES.has(type),
    ),
  }));
}

const CASES = casesOf('providers.tf');

function isTextUnsure(type: string): boolean {
  const row = RECORD_RESOURCES.get(type);
  return row?.textSource === undefined && (row === undefined || !('is' in row.type) || row.type.is === 'TXT');
}

function printed({ owner, type, rdata }: DnsRecord): string {
  return `${owner} ${type} ${printRdata(type, rdata)}`;
}

describe('resources that make records', () => {
  for (const { text, records, resources } of CASES) {
    it(resources.join(', '), () => {
      assert.deepEqual(recordsIn(configuration({ 'main.tf': text })).map(printed), records);
    });
  }

  it('are all shown', () => {
    const shown = new Set(CASES.flatMap(({ resources }) => resources));
    assert.deepEqual(
      [...RECORD_RESOURCES.keys()].filter((resource) => !shown.has(resource)),
      [],
    );
  });

  it('name their providers, and where the documentation says how values are read', () => {
    for (const { resource, providers, textSource, text, splits, needsQuotes } of RECORD_ROWS) {
      assert.ok(providers.length > 0 && providers.every((name) => /^[\w-]+\/[\w-]+$/.test(name)), resource);
      if (textSource === undefined) continue;
      // A file or an issue in a repository.
      assert.match(textSource, /^[\w.-]+\/[\w.-]+(?: \S+\.\w|#\d)/, resource);
      assert.ok(text !== 'raw-or-quoted' || needsQuotes === 'for-blanks', resource);
      assert.ok(splits.length > 0);
    }
  });

  it('are those of the provider that the module requires', () => {
    const record = (argument: string, extra = ''): string =>
      `resource "porkbun_dns_record" "mail" {
  domain  = "example.org"
  ${argument} = "mail"
  type    = "MX"
  content = "mx.example.net."
  ${extra}
}
`;
    const required = (source: string, name = 'porkbun'): string =>
      `terraform {
  required_providers {
    ${name} = { source = "${source}" }
  }
}
`;
    for (const [text, expected] of [
      [
        required('cullenmcdermott/porkbun') + record('name', 'prio = 5'),
        'mail.example.org MX 5 mx.example.net.',
      ],
      [
        required('registry.example.com/marcfrederick/porkbun') + record('subdomain', 'prio = 5'),
        'mail.example.org MX 5 mx.example.net.',
      ],
      [
        required('jianyuan/porkbun') + record('subdomain', 'priority = 5'),
        'mail.example.org MX 5 mx.example.net.',
      ],
      [
        required('kyswtn/porkbun', 'bun') + record('name', 'priority = 5\n  provider = bun.main'),
        'mail.example.org MX 5 mx.example.net.',
      ],
    ] as const) {
      assert.deepEqual(recordsIn(configuration({ 'main.tf': text })).map(printed), [expected], text);
    }
  });

  it('are not checked for quotes if the provider is unknown', () => {
    const spf = `resource "hcloud_zone_record" "spf" {
  zone  = "example.org"
  name  = "@"
  type  = "TXT"
  value = "v=spf1 mx -all"
}
`;
    const rulesFor = (source: string): readonly string[] => {
      const required = `terraform {
  required_providers {
    hcloud = {
      source = "${source}"
    }
  }
}
`;
      const made = configuration({ 'versions.tf': required, 'main.tf': spf });
      return findingsOf(made, 'main.tf').map(({ rule }) => rule);
    };
    assert.ok(rulesFor('hetznercloud/hcloud').includes('tf-txt-unquoted'));
    assert.ok(rulesFor('mirror.example.com/hetznercloud/hcloud').includes('tf-txt-unquoted'));
    assert.ok(!rulesFor('example/hcloud').includes('tf-txt-unquoted'));
  });

  it("of Hetzner's DNS Console have quotes, or none, or are too long for one string", () => {
    const value = (text: string): readonly string[] => {
      const made = configuration({
        'main.tf': `resource "hetznerdns_record" "spf" {
  zone_id = "example.org"
  name    = "@"
  type    = "TXT"
  value   = "${text}"
}
`,
      });
      const found = findingsOf(made, 'main.tf').map(({ rule }) => rule);
      return [...recordsIn(made).map(printed), ...found.filter((rule) => rule.startsWith('tf-'))];
    };
    assert.deepEqual(value('v=spf1 mx -all'), ['example.org TXT "v=spf1 mx -all"']);
    assert.deepEqual(value('\\"v=spf1 mx -all\\"'), ['example.org TXT "v=spf1 mx -all"']);
    assert.deepEqual(value('a'.repeat(300)), [`example.org TXT "${'a'.repeat(255)}" "${'a'.repeat(45)}"`]);
  });

  it('have a relative name with a trailing dot in their zone', () => {
    const named = (resource: string, zone: string, name: string): readonly string[] =>
      recordsIn(
        configuration({
          'main.tf': `resource "${resource}" "a" {
  ${zone}
  name    = "${name}"
  type    = "A"
  value   = "192.0.2.1"
  content = "192.0.2.1"
  records = ["192.0.2.1"]
}
`,
        }),
      ).map(({ owner }) => owner.replace(/[^ -~]+\d*$/, '?'));
    assert.deepEqual(named('hetznerdns_record', 'zone_id = "example.org"', 'www.'), ['www.example.org']);
    assert.deepEqual(named('cloudflare_record', 'zone_id = "example.org"', 'www.'), ['www.example.org']);
    assert.deepEqual(named('cloudflare_record', 'zone_id = "example.org"', 'www.example.org.'), [
      'www.example.org',
    ]);
    assert.deepEqual(named('cloudflare_record', 'zone_id = "example.org"', 'www.example.net.'), [
      'www.example.net',
    ]);
    assert.deepEqual(named('aws_route53_record', 'zone_id = var.z', 'www.example.net.'), ['www.example.net']);
    assert.deepEqual(named('aws_route53_record', 'zone_id = var.z', '_dmarc.'), ['_dmarc.?']);
  });

  it('are read once in JSON, where blocks look like arguments', () => {
    const text = JSON.stringify({
      resource: {
        azurerm_dns_txt_record: {
          a: { name: '@', zone_name: 'example.org', record: [{ value: 'x=1' }, { value: 'x=2' }] },
        },
        google_dns_record_set: {
          b: {
            name: 'b.example.org.',
            managed_zone: 'z',
            type: 'A',
            routing_policy: { wrr: [{ rrdatas: ['192.0.2.1'] }] },
          },
        },
        hcloud_zone_rrset: {
          c: { zone: 'example.org', name: 'c', type: 'A', records: [{ value: '192.0.2.1' }] },
          d: { zone: 'example.org', name: 'd', type: 'A', records: '${[{ value = "192.0.2.2" }]}' },
        },
      },
    });
    assert.deepEqual(recordsIn(configuration({ 'main.tf.json': text })).map(printed), [
      'example.org TXT "x=1"',
      'example.org TXT "x=2"',
      'b.example.org A 192.0.2.1',
      'c.example.org A 192.0.2.1',
      'd.example.org A 192.0.2.2',
    ]);
  });

  it('are not reported for quotes if the correct form is not documented', () => {
    const unsure = CASES.filter(({ resources }) => resources.some((resource) => isTextUnsure(resource)));
    assert.ok(unsure.length > 20);
    for (const value of [
      'v=spf1 mx -all',
      '\\"v=spf1 mx -all\\"',
      '\\"v=spf1 mx \\" \\"-all\\"',
      'v=DMARC1\\\\; p=reject\\\\; rua=mailto:d@example.org',
      `v=spf1 ${'ip4:192.0.2.1 '.repeat(30)}-all`,
    ]) {
      for (const { text } of unsure) {
        const changed = text.replaceAll(/"(?:\\")?v=spf1 mx -all(?:\\")?"/g, `"${value}"`);
        const found = findingsOf(configuration({ 'main.tf': changed }), 'main.tf');
        assert.deepEqual(
          found.map(({ rule }) => rule).filter((rule) => /^tf-|quote|escape|split|leading/.test(rule)),
          [],
          changed,
        );
      }
    }
  });

  it('are read in the examples of their providers', function () {
    if (!hasCorpus()) {
      sayNoCorpus('how providers themselves write records');
      this.skip();
    }
    const unread: string[] = [];
    for (const file of corpusFiles('provider-examples')) {
      if (!file.endsWith('.tf')) continue;
      const text = readCorpus(file);
      const found = recordsIn(configuration({ 'main.tf': text }));
      const made = new Set(found.map(({ publication }) => publication?.by.replace(/^.*\|/, '')));
      for (const [, type = '', name = ''] of text.matchAll(/^resource "(\w+)" "([^"]+)"/gm)) {
        // Its data are in a block of its own, and are not for email.
        if (name.endsWith('_caa')) continue;
        if (RECORD_RESOURCES.has(type) && !made.has(`${type}.${name}`))
          unread.push(`${file} ${type}.${name}`);
      }
    }
    assert.deepEqual(unread, []);
  });
});

describe('registry modules whose inputs contain records', () => {
  const cases = casesOf('modules.tf');
  const sourceOf = (text: string): string => /source\s*=\s*"([^"]+)"/.exec(text)?.[1] ?? '';

  for (const { text, records } of cases) {
    it(sourceOf(text), () => {
      assert.deepEqual(recordsIn(configuration({ 'main.tf': text })).map(printed), records);
    });
  }

  it('are all shown', () => {
    const shown = cases.map(({ text }) => sourceOf(text));
    const missing = STAND_INS.filter(({ source }) => !shown.some((one) => one.endsWith(source)));
    assert.deepEqual(
      missing.map(({ source }) => source),
      [],
    );
  });

  it('are described without faults, and with known resources', () => {
    for (const { source, text } of STAND_INS) {
      const items = readFile(text, 'native');
      assert.deepEqual(
        items.flatMap(({ faults }) => faults),
        [],
        source,
      );
      const resources = items.flatMap(({ blocks }) => blocks).filter(({ type }) => type === 'resource');
      for (const { labels } of resources) assert.ok(RECORD_RESOURCES.has(labels[0]?.text ?? ''), source);
    }
  });

  it('are found in any registry and in their repository, in any version', () => {
    const repository = 'github.com/terraform-aws-modules/terraform-aws-route53';
    for (const source of [
      'terraform-aws-modules/route53/aws//modules/records',
      'registry.example.com/terraform-aws-modules/route53/aws//modules/records',
      `${repository}//modules/records`,
      `${repository}.git//modules/records?ref=v2.0.0`,
      `git::https://${repository}.git//modules/records?ref=v2.0.0`,
      'git@github.com:terraform-aws-modules/terraform-aws-route53.git//modules/records',
      `git::ssh://git@${repository}.git//modules/records?ref=v2.0.0`,
    ]) {
      const call = `module "m" {
  source    = "${source}"
  zone_name = "example.org"
  records   = [{ name = "a", type = "TXT", records = ["x=1"] }]
}
`;
      assert.equal(recordsIn(configuration({ 'main.tf': call })).length, 1, source);
    }
  });

  it('have findings at the source text, or else on the call, and are fixed at the source', () => {
    const text = `module "records" {
  source              = "terraform-aws-modules/route53/aws//modules/records"
  zone_name           = "example.org"
  records_jsonencoded = jsonencode([
    { name = "", type = "TXT", ttl = 3600, records = ["v=spf1 mx +all"] },
  ])
}
module "fastmail" {
  source    = "rsclarke/fastmail-email/cloudflare"
  zone_id   = "example.net"
  spf_terms = ["ip4:192.0.2.300"]
}
`;
    const made = configuration({ 'main.tf': text });
    const found = findingsOf(made, 'main.tf').filter(({ severity }) => severity === 'error');
    assert.deepEqual(
      found.map(({ rule, range }) => `${rule} ${text.slice(range.start, range.end)}`),
      ['spf-all-pass +all', 'spf-ip4-invalid 192.0.2.300'],
    );
    const [pass] = found;
    const fix = pass && made.detailsOf('main.tf', pass).fixes[0];
    assert.equal(fix && applyFix(made, 'main.tf', fix), text.replace('+all', '~all'));
  });

  it('have unknown outputs, and unknown records if inputs are unknown', () => {
    const call = (records: string): string => `module "m" {
  source    = "terraform-aws-modules/route53/aws//modules/records"
  zone_name = module.zones.name
  records   = ${records}
}
${txt('a', 'module.m.text')}`;
    assert.deepEqual(recordsIn(configuration({ 'main.tf': call('var.records') })).map(printed), [
      'a.example.com TXT "${…}"',
    ]);
  });

  it('have their limits reported at the call', () => {
    const text = `module "m" {
  source    = "terraform-aws-modules/route53/aws//modules/records"
  for_each  = toset(["example.org", "example.net", "example.com"])
  zone_name = each.key
  records   = [for i in range(5000) : { name = "a\${i}", type = "TXT", records = ["x=1"] }]
}
`;
    assert.deepEqual(problemLines(configuration({ 'main.tf': text }), 'main.tf'), [
      `1:1 module: This module takes too much work to evaluate, so everything after this is unknown.`,
    ]);
  });
});

describe('records of which one is chosen for an answer', () => {
  it('may not exist: routing policies of Cloud DNS', () => {
    const made = configuration({ 'main.tf': CHOICES });
    const found = recordsIn(made).map((record) => `${printed(record)} ${record.conditional ? 'maybe' : ''}`);
    assert.deepEqual(found, [
      'mail.example.org A 192.0.2.1 maybe',
      'mail.example.org A 192.0.2.2 maybe',
      'mx.example.org MX 10 mail.example.org. maybe',
    ]);
  });
});

/** https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/dns_record_set */
const CHOICES = `resource "google_dns_record_set" "wrr" {
  name         = "mail.example.org."
  managed_zone = "z"
  type         = "A"
  ttl          = 300

  routing_policy {
    wrr {
      weight  = 0.8
      rrdatas = ["192.0.2.1"]
    }

    wrr {
      weight  = 0.2
      rrdatas = ["192.0.2.2"]
    }
  }
}

resource "google_dns_record_set" "backup" {
  name         = "mx.example.org."
  managed_zone = "z"
  type         = "MX"
  ttl          = 300

  routing_policy {
    primary_backup {
      trickle_ratio = 0.1

      primary {
        internal_load_balancers {
          ip_address = "10.0.0.1"
        }
      }

      backup_geo {
        location = "us-west1"
        rrdatas  = ["10 mail.example.org."]
      }
    }
  }
}
`;
