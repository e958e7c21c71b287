import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Workspace } from '../../../server/src/analysis/workspace.ts';
import { problemLines, terraform, txt } from './module.ts';

/** A small generator of numbers: the same on every run. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const FILES = {
  'dns/main.tf': `${txt('a', '"v=spf1 ${local.include} +all"')}
module "mail" {
  source   = "../mail"
  for_each = toset(["one", "two"])
  name     = each.key
  spf      = local.spf
}
${txt('b', 'module.mail["one"].text')}
resource "aws_eip_domain_name" "mail" {
  allocation_id = aws_eip.mail.allocation_id
  domain_name   = aws_route53_record.b.fqdn
}
`,
  'dns/locals.tf': `locals {
  include = "include:_spf.example.net"
  spf     = "v=spf1 \${local.include} \${var.end}"
}
variable "end" { default = "-all" }
`,
  'dns/terraform.tfvars': 'end = "~all"\n',
  'mail/main.tf': `variable "name" {}
variable "spf" {}
${txt('mail', 'var.spf, "x"').replace('"mail.example.com"', '"${var.name}.example.com"')}
resource "mailgun_domain" "mail" { name = "\${var.name}.example.com" }
output "text" { value = "v=DMARC1; p=none; t=\${var.name}" }
`,
} as const;

/** With files that change what others declare, and one that OpenTofu reads in the place of another. */
const OVERRIDDEN = {
  ...FILES,
  'dns/a_override.tf': `resource "aws_route53_record" "a" {
  name = "\${local.name}.example.com"
}
locals {
  name = "o"
}
`,
  'mail/main.tofu': `variable "name" {}
variable "spf" {}
${txt('tofu', 'var.spf')}
`,
  'mail/override.tofu': 'resource "aws_route53_record" "tofu" {\n  records = ["v=spf1 mx +all"]\n}\n',
} as const;
const PIECES = [
  'local.include',
  'local.gone',
  '"',
  '}',
  '{',
  '\n',
  ' -all',
  ' ?all',
  '${var.end}',
  'var.name',
  '+all',
  'count = 2\n',
  'x',
  '"v=spf1 mx"',
  ', ',
  '../mail',
  './',
  'locals {\n  include = "a"\n}\n',
  'output "text" { value = "y" }\n',
  txt('new', 'local.spf'),
  'resource "aws_eip" "mail" {\n  address = "192.0.2.1"\n}\n',
];

/** Everything that is shown of it. */
function shown(workspace: Workspace, paths: readonly string[]): unknown {
  return paths.map((path) => ({
    path,
    records: [...workspace.records(path)]
      .map(({ record, range }) => JSON.stringify([{ ...record, anchor: undefined }, range]))
      .map((line) => line.replaceAll(/\uFFFC\d+/g, '?'))
      .sort(),
    findings: workspace
      .findings(path)
      .findings.map(({ rule, range, message }) => `${rule} ${range.start}-${range.end} ${message}`)
      .sort(),
    sources: workspace.sources(path).map((source) => JSON.stringify(source)),
    problems: problemLines(workspace, path),
  }));
}

describe('Terraform modules while they are edited', function () {
  this.timeout(120_000);

  for (const [what, files] of [
    ['', FILES],
    [', overrides among it', OVERRIDDEN],
  ] as const) {
    it(`read the same as from scratch, whatever was typed before${what}`, () => {
      const paths = Object.keys(files);
      for (let seed = 1; seed <= 25; seed++) {
        const next = random(seed);
        const texts: Record<string, string> = { ...files };
        const edited = terraform(texts, paths);
        shown(edited, paths);
        for (let step = 0; step < 12; step++) {
          const path = paths[next(paths.length)] ?? '';
          const text = texts[path] ?? '';
          const start = next(text.length + 1);
          const end = next(3) > 0 ? start : Math.min(text.length, start + next(12));
          const piece = next(4) === 0 ? '' : (PIECES[next(PIECES.length)] ?? '');
          texts[path] = text.slice(0, start) + piece + text.slice(end);
          edited.edit(path, [{ range: { start, end }, text: piece }]);
          // Half of them one after the other, unseen.
          if (next(2) === 0) continue;
          assert.deepEqual(
            shown(edited, paths),
            shown(terraform(texts, paths), paths),
            `seed ${seed}, step ${step}`,
          );
        }
      }
    });
  }

  it('count at once in other files of the module, and in the modules that it calls', () => {
    const paths = Object.keys(FILES);
    const workspace = terraform(FILES, paths);
    const rules = (path: string): readonly string[] =>
      workspace.findings(path).findings.map(({ rule }) => rule);
    assert.ok(!rules('dns/locals.tf').includes('spf-all-pass'));
    const at = FILES['dns/terraform.tfvars'].indexOf('~all');
    workspace.edit('dns/terraform.tfvars', [{ range: { start: at, end: at + 1 }, text: '+' }]);
    const all = paths.flatMap(rules);
    assert.ok(all.includes('spf-all-pass'));
  });
});
