import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'mocha';
import { CORPUS, hasCorpus, sayNoCorpus } from '../harness/corpus.ts';
import { folderWith, mailtxt, removeFolders } from './run.ts';

const FILES = {
  '.git/HEAD': '',
  'root.hcl': 'locals {\n  zone = "example.co.za"\n}\n',
  'live/mail.hcl': 'locals {\n  spf = "v=spf1 mx +all"\n}\n',
  'live/dns/terragrunt.hcl': `include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}
terraform {
  source = "\${get_repo_root()}/modules//dns"
}
inputs = {
  zone = include.root.locals.zone
  spf  = read_terragrunt_config(find_in_parent_folders("mail.hcl")).locals.spf
}
`,
  'modules/dns/main.tf': `variable "zone" {}
variable "spf" {}
resource "cloudflare_zone" "it" {
  name = var.zone
}
resource "cloudflare_dns_record" "spf" {
  zone_id = cloudflare_zone.it.id
  name    = "@"
  type    = "TXT"
  content = var.spf
}
`,
  'live/.terragrunt-stack/x/terragrunt.hcl': 'inputs = {\n  spf = "v=spf1 +all"\n}\n',
  'live/dns/.terragrunt-cache/x/main.tf': 'resource "x" "y" {\n',
  'packer.pkr.hcl': 'source "null" "x" {}\n',
};

interface Checked {
  readonly files: readonly { readonly path: string; readonly records: number }[];
  readonly findings: readonly {
    readonly rule: string;
    readonly path: string;
    readonly range: { readonly start: { readonly line: number; readonly column: number } };
  }[];
  readonly problems: readonly unknown[];
  readonly unread: readonly { readonly kind: string }[];
}

function checked(cwd: string, ...paths: readonly string[]): Checked {
  return JSON.parse(mailtxt(['check', '--format', 'json', ...paths], { cwd }).stdout) as Checked;
}

const places = ({ findings }: Checked): readonly string[] =>
  findings.map(({ path, range, rule }) => `${path}:${range.start.line}:${range.start.column} ${rule}`);

describe('mailtxt and Terragrunt', () => {
  after(removeFolders);

  it('checks units, and no other HCL files, copies or caches', () => {
    const folder = folderWith(FILES);
    const found = checked(folder, '.');
    assert.deepEqual(places(found), ['live/mail.hcl:2:20 spf-all-pass']);
    assert.deepEqual(found.problems, []);
    assert.deepEqual(
      found.files.map(({ path, records }) => `${path} ${records}`),
      ['live/dns/terragrunt.hcl 0', 'live/mail.hcl 1', 'modules/dns/main.tf 0'],
    );
    assert.match(
      mailtxt(['records', '.'], { cwd: folder }).stdout,
      /^example\.co\.za\.\t.*\tTXT\t"v=spf1 mx \+all"$/m,
    );
  });

  it('checks a named unit, and a file that a unit reads, with the rest of their workspace', () => {
    const folder = folderWith(FILES);
    assert.deepEqual(places(checked(folder, 'live/mail.hcl')), ['live/mail.hcl:2:20 spf-all-pass']);
    assert.deepEqual(checked(folder, 'live/dns/terragrunt.hcl').problems, []);
  });

  it('fixes inputs in the file that has them', () => {
    const folder = folderWith(FILES);
    const { stdout } = mailtxt(['check', '--fix-rule', 'spf-all-pass', '.'], { cwd: folder });
    assert.match(stdout, /^Fixed live\/mail\.hcl: spf-all-pass$/m);
    assert.equal(
      readFileSync(join(folder, 'live/mail.hcl'), 'utf8'),
      FILES['live/mail.hcl'].replace('+all', '~all'),
    );
    assert.deepEqual(places(checked(folder, '.')), []);
  });
});

describe('Terragrunt in real repositories', () => {
  before(function () {
    if (hasCorpus()) return;
    sayNoCorpus('Terragrunt in real repositories');
    this.skip();
  });

  it('has the records of each unit', () => {
    const { stdout } = mailtxt(['records', '.'], {
      cwd: join(CORPUS, 'formats/terragrunt/jinglemansweep+terragrunt'),
    });
    assert.deepEqual(
      stdout.split('\n').filter((line) => line !== '' && !line.startsWith(';')),
      ['wan.ptre.es.\t3600\tIN\tA\t62.3.65.60', '*.wan.ptre.es.\t3600\tIN\tA\t62.3.65.60'],
    );
  });

  it('has findings in inputs whose domain is a secret', () => {
    const found = checked(join(CORPUS, 'formats/terragrunt/diedomin+terraform_home_lab'), '.');
    assert.deepEqual(
      places(found).filter((line) => !line.includes('tf-value-unknown')),
      [
        'cloudflare/terragrunt.hcl:47:49 spf-no-all-no-redirect',
        'cloudflare/terragrunt.hcl:48:45 dmarc-p-none',
        'cloudflare/terragrunt.hcl:48:137 dmarc-pct-removed',
      ],
    );
  });
});
