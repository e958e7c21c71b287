import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Workspace } from '../../../server/src/analysis/workspace.ts';
import { isTerraformPath } from '../../../server/src/formats/terraform/recognize.ts';
import { isTerragruntPath } from '../../../server/src/formats/terraform/terragrunt/recognize.ts';
import { readCarets } from '../../harness/carets.ts';
import { applyFix, findingsOf } from '../../harness/workspace.ts';
import { runs } from '../../harness/runs.ts';
import { random, shown, typeSomewhere } from './edited-modules.ts';
import { recordLines, terraform } from './module.ts';
import type { Files } from './module.ts';

/** A workspace with all of these files open. */
function opened(files: Files): Workspace {
  const paths = Object.keys(files);
  const first = paths.filter((path) => isTerraformPath(path) || isTerragruntPath(path));
  const made = terraform(files, first);
  // The other files that units read are known after the units were evaluated.
  made.paths();
  for (const path of paths)
    if (!first.includes(path) && path.endsWith('.hcl')) made.add(path, files[path] ?? '');
  return made;
}

/** Each record of the workspace with its file. */
function recordsOf(made: Workspace): readonly string[] {
  return made.paths().flatMap((path) => recordLines(made, path).map((line) => `${path} ${line}`));
}

/** A module in which each element of `records` is a record in the zone. */
const MODULE = {
  '/repo/.git/HEAD': '',
  '/repo/modules/dns/main.tf': `variable "zone" {
  type = string
}
variable "records" {
  type    = list(object({ name = string, type = string, value = string }))
  default = []
}
resource "cloudflare_zone" "it" {
  name = var.zone
}
resource "cloudflare_dns_record" "it" {
  for_each = { for i, record in var.records : i => record }
  zone_id  = cloudflare_zone.it.id
  name     = each.value.name
  type     = each.value.type
  content  = each.value.value
}
output "zone_id" {
  value = cloudflare_zone.it.id
}
`,
};

function unit(zone: string, spf: string, more = ''): string {
  return `terraform {
  source = "\${get_repo_root()}/modules//dns"
}
${more}inputs = {
  zone    = "${zone}"
  records = [
    { name = "@", type = "TXT", value = "${spf}" },
  ]
}
`;
}

describe('the records of Terragrunt units', () => {
  it('are those of their module with their inputs, in the files of the units', () => {
    const made = opened({
      ...MODULE,
      '/repo/live/a/terragrunt.hcl': unit('Example.CO.UK', 'v=spf1 mx -all'),
      '/repo/live/b/terragrunt.hcl': unit('mail.example.museum', 'v=spf1 -all'),
    });
    assert.deepEqual(recordsOf(made), [
      '/repo/live/a/terragrunt.hcl example.co.uk TXT "v=spf1 mx -all"',
      '/repo/live/b/terragrunt.hcl mail.example.museum TXT "v=spf1 -all"',
    ]);
    assert.deepEqual(made.unread(), []);
  });

  it('have findings at the exact characters, and fixes there', () => {
    const path = '/repo/live/a/terragrunt.hcl';
    const marked = unit('example.tech', 'v=spf1 mx +all').replace(
      '},\n',
      '},\n#                                                  ^^^^ spf-all-pass: "+all" authorizes every host on the Internet.\n',
    );
    const { text, expected } = readCarets(marked);
    const made = opened({ ...MODULE, [path]: text });
    const found = findingsOf(made, path).filter(({ rule }) => rule === 'spf-all-pass');
    assert.deepEqual(
      found.map(({ rule, message, range }) => ({ rule, message, start: range.start, end: range.end })),
      expected,
    );
    const [fix] = found[0] === undefined ? [] : made.fixesOf(path, found[0]);
    assert.ok(fix);
    const fixed = applyFix(made, path, fix);
    assert.equal(fixed, unit('example.tech', 'v=spf1 mx ~all'));
    assert.deepEqual(
      findingsOf(opened({ ...MODULE, [path]: fixed }), path).filter(({ rule }) => rule === 'spf-all-pass'),
      [],
    );
  });

  it('have findings in the files that units include and read', () => {
    const files = {
      ...MODULE,
      '/repo/live/a/terragrunt.hcl': `include "root" {
  path = find_in_parent_folders("root.hcl")
}
terraform {
  source = "../../modules/dns"
}
locals {
  spf = yamldecode(file("\${get_terragrunt_dir()}/spf.yaml"))
}
inputs = {
  zone = "example.re"
}
`,
      '/repo/live/root.hcl': `locals {
  mail = read_terragrunt_config("\${get_parent_terragrunt_dir()}/mail.hcl")
}
inputs = {
  records = [
    { name = "@", type = "TXT", value = local.mail.locals.spf },
    { name = "www", type = "TXT", value = "v=spf1 ?all" },
  ]
}
`,
      '/repo/live/mail.hcl': 'locals {\n  spf = "v=spf1 +all"\n}\n',
    };
    const made = opened(files);
    assert.deepEqual([...recordsOf(made)].sort(), [
      '/repo/live/mail.hcl example.re TXT "v=spf1 +all"',
      '/repo/live/root.hcl www.example.re TXT "v=spf1 ?all"',
    ]);
    const found = findingsOf(made, '/repo/live/mail.hcl').filter(({ rule }) => rule === 'spf-all-pass');
    assert.deepEqual(
      found.map(({ range }) => files['/repo/live/mail.hcl'].slice(range.start, range.end)),
      ['+all'],
    );
  });

  it('are in the zone of another unit that they depend on', () => {
    const records = `variable "zone_id" {}
variable "spf" {}
resource "cloudflare_dns_record" "it" {
  zone_id = var.zone_id
  name    = "@"
  type    = "TXT"
  content = var.spf
}
`;
    const made = opened({
      ...MODULE,
      '/repo/modules/records/main.tf': records,
      '/repo/live/zone/terragrunt.hcl':
        'terraform {\n  source = "../../modules/dns"\n}\ninputs = {\n  zone = "example.is"\n}\n',
      '/repo/live/records/terragrunt.hcl': `terraform {
  source = "../../modules/records"
}
dependency "zone" {
  config_path  = "../zone"
  mock_outputs = { zone_id = "mock" }
}
inputs = {
  zone_id = dependency.zone.outputs.zone_id
  spf     = "v=spf1 ~all"
}
`,
    });
    assert.deepEqual(recordsOf(made), ['/repo/live/records/terragrunt.hcl example.is TXT "v=spf1 ~all"']);
  });

  it('are those of registry modules that mailtxt knows', () => {
    const path = '/repo/live/a/terragrunt.hcl';
    const text = `terraform {
  source = "tfr:///terraform-aws-modules/route53/aws//modules/records?version=2.11.1"
}
inputs = {
  zone_name = "example.com.br"
  records = [
    { name = "", type = "TXT", ttl = 300, records = ["v=spf1 +all"] },
  ]
}
`;
    const made = opened({ [path]: text });
    assert.deepEqual(recordsOf(made), [`${path} example.com.br TXT "v=spf1 +all"`]);
    const [found] = findingsOf(made, path).filter(({ rule }) => rule === 'spf-all-pass');
    assert.equal(text.slice(found?.range.start, found?.range.end), '+all');
    assert.deepEqual(made.unread(), []);
  });

  it('are those of the units that a stack makes, not of the folders that it copies', () => {
    const made = opened({
      ...MODULE,
      '/repo/live/terragrunt.stack.hcl': `unit "one" {
  source = "../units/dns"
  path   = "one"
  values = { zone = "example.nu", spf = "v=spf1 -all" }
}
unit "two" {
  source = "../units/dns"
  path   = "two"
  values = { zone = "example.hu", spf = "v=spf1 ~all" }
}
`,
      '/repo/units/dns/terragrunt.hcl': unit('${values.zone}', '${values.spf}'),
    });
    assert.deepEqual(recordsOf(made), [
      '/repo/live/terragrunt.stack.hcl example.nu TXT "v=spf1 -all"',
      '/repo/live/terragrunt.stack.hcl example.hu TXT "v=spf1 ~all"',
    ]);
  });

  it('do not include those of a parent file, whatever its name is', () => {
    const made = opened({
      ...MODULE,
      '/repo/live/terragrunt.hcl':
        'terraform {\n  source = "${get_repo_root()}/modules/${path_relative_to_include()}"\n}\ninputs = {\n  zone = "example.pt"\n}\n',
      '/repo/live/dns/terragrunt.hcl':
        'include {\n  path = find_in_parent_folders()\n}\ninputs = {\n  records = [{ name = "@", type = "TXT", value = "v=spf1 -all" }]\n}\n',
    });
    assert.deepEqual(recordsOf(made), ['/repo/live/dns/terragrunt.hcl example.pt TXT "v=spf1 -all"']);
    assert.deepEqual(made.unread(), []);
  });

  it('are reported as not examined if the module is not in the workspace', () => {
    const path = '/repo/live/a/terragrunt.hcl';
    const text = unit('example.ch', 'v=spf1 +all').replace(
      '${get_repo_root()}/modules//dns',
      'git::https://git.example.com/dns.git//zone',
    );
    const made = opened({ [path]: text });
    assert.deepEqual(recordsOf(made), []);
    assert.deepEqual(made.unread(), [
      {
        path,
        range: { start: 23, end: 67 },
        kind: 'module',
        subject: 'git::https://git.example.com/dns.git//zone',
        isListedOnly: true,
        message:
          'The module of this unit (git::https://git.example.com/dns.git//zone) was not read, because it is not in the workspace.',
        count: 1,
      },
    ]);
  });

  it('are read while other HCL files are ignored', () => {
    const made = terraform({}, []);
    for (const path of [
      '/repo/.terraform.lock.hcl',
      '/repo/job.nomad.hcl',
      '/repo/image.pkr.hcl',
      '/repo/root.hcl',
    ])
      assert.equal(made.add(path, 'locals {\n}\n'), false);
    assert.ok(made.add('/repo/new/terragrunt.hcl', ''));
    assert.ok(made.add('/repo/new/terragrunt.stack.hcl', ''));
  });
});

const EDITED: Files = {
  ...MODULE,
  '/repo/modules/zone/main.tf':
    'variable "name" {}\nresource "cloudflare_zone" "it" {\n  name = var.name\n}\noutput "zone" {\n  value = cloudflare_zone.it.name\n}\n',
  '/repo/live/dns/terragrunt.hcl': `include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}
terraform {
  source = "../../modules/dns"
}
dependency "zone" {
  config_path = "../zone"
}
inputs = merge(include.root.locals.mail.inputs, {
  zone = dependency.zone.outputs.zone
})
`,
  '/repo/live/zone/terragrunt.hcl':
    'terraform {\n  source = "../../modules/zone"\n}\ninputs = {\n  name = "example.gr"\n}\n',
  '/repo/live/other/terragrunt.hcl': unit(
    'example.sk',
    'v=spf1 +all',
    'include "root" {\n  path = "../root.hcl"\n  merge_strategy = "deep"\n}\n',
  ),
  '/repo/live/root.hcl':
    'locals {\n  mail = read_terragrunt_config("/repo/live/mail.hcl")\n}\ninputs = {\n  records = [{ name = "root", type = "TXT", value = "v=spf1 ?all" }]\n}\n',
  '/repo/live/mail.hcl':
    'inputs = {\n  records = [{ name = "mail", type = "TXT", value = "v=spf1 mx +all" }]\n}\n',
  '/repo/live/terragrunt.stack.hcl':
    'unit "one" {\n  source = "../units/dns"\n  path = "one"\n  values = { zone = "example.lt" }\n}\n',
  '/repo/units/dns/terragrunt.hcl': unit('${values.zone}', 'v=spf1 a +all'),
};

const PIECES = [
  '"',
  '}',
  '{',
  'x',
  '.',
  '$',
  '+all',
  '~all',
  'include',
  '\n',
  ' = ',
  '/',
  '# ',
  '-',
  'zone',
  ')',
  'a',
];

describe('Terragrunt units while they are edited', function () {
  this.timeout(120_000);

  it('give the same results as from scratch, after any edits', () => {
    const paths = Object.keys(EDITED).filter((path) => !path.includes('.git/'));
    let regrouped = 0;
    for (let seed = 1; seed <= runs(6); seed++) {
      const next = random(seed);
      const texts: Record<string, string> = { ...EDITED };
      const edited = opened(texts);
      shown(edited, paths);
      for (let step = 0; step < 12; step++) {
        typeSomewhere(edited, texts, { paths, pieces: PIECES, next });
        // Half of the edits follow each other without a check.
        if (next(2) === 0) continue;
        const fresh = opened(texts);
        // A file that units no longer read stays a document as long as it is open.
        const common = paths.filter((one) => fresh.paths().includes(one));
        if (common.length < paths.length) regrouped++;
        assert.deepEqual(shown(edited, common), shown(fresh, common), `seed ${seed}, step ${step}`);
        assert.deepEqual(edited.unread(), fresh.unread(), `seed ${seed}, step ${step}`);
      }
    }
    assert.ok(regrouped > 0);
  });

  it('follow added and deleted files', () => {
    const including = 'include "root" {\n  path = find_in_parent_folders("root.hcl")\n}\n';
    const path = '/repo/live/dns/terragrunt.hcl';
    const texts: Record<string, string> = {
      '/repo/.git/HEAD': '',
      '/repo/root.hcl': 'inputs = {\n  zone = "example.far"\n}\n',
      [path]: `${including}terraform {
  source = "../../modules/dns"
}
inputs = {
  records = [{ name = "@", type = "TXT", value = "v=spf1 -all" }]
}
`,
    };
    const made = terraform(texts, [path]);
    const change = (changed: string, text: string | undefined): readonly string[] => {
      if (text === undefined) Reflect.deleteProperty(texts, changed);
      else texts[changed] = text;
      made.filesChanged([changed]);
      return recordsOf(made);
    };
    assert.deepEqual(recordsOf(made), []);
    assert.match(made.unread()[0]?.message ?? '', /\.\.\/\.\.\/modules\/dns\) is not in the workspace/);
    const module = MODULE['/repo/modules/dns/main.tf'];
    assert.deepEqual(change('/repo/modules/dns/main.tf', module), [`${path} example.far TXT "v=spf1 -all"`]);
    assert.deepEqual(made.unread(), []);
    const near = 'inputs = {\n  zone = "example.near"\n}\n';
    assert.deepEqual(change('/repo/live/root.hcl', near), [`${path} example.near TXT "v=spf1 -all"`]);
    assert.deepEqual(change('/repo/live/root.hcl', undefined), [`${path} example.far TXT "v=spf1 -all"`]);
    const second = '/repo/live/second/terragrunt.hcl';
    made.add(second, unit('example.dk', 'v=spf1 mx -all'));
    assert.deepEqual(recordsOf(made), [
      `${path} example.far TXT "v=spf1 -all"`,
      `${second} example.dk TXT "v=spf1 mx -all"`,
    ]);
    made.remove(path);
    assert.deepEqual(recordsOf(made), [`${second} example.dk TXT "v=spf1 mx -all"`]);
    assert.deepEqual(change('/repo/modules/dns/main.tf', undefined), []);
  });
});
