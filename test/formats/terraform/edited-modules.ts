import type { Workspace } from '../../../server/src/analysis/workspace.ts';
import { problemLines, txt } from './module.ts';

/** A small random number generator: the same on every run. */
export function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

export const FILES = {
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

/** Has files that override declarations, and one that OpenTofu reads instead of another. */
export const OVERRIDDEN = {
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

/** Has files of values, each for a run of its own. */
export const VARIED = {
  ...FILES,
  'dns/env/prod.tfvars': 'end = "+all"\n',
  'dns/stage.tfvars': '# For tests.\nend = "?all"\nother = 1\n',
  'dns/env/other.tfvars.json': '{"end": "include:_spf.example.org -all"}',
} as const;

export const PIECES = [
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
  'end = "mx"\n',
  './',
  'locals {\n  include = "a"\n}\n',
  'output "text" { value = "y" }\n',
  txt('new', 'local.spf'),
  'resource "aws_eip" "mail" {\n  address = "192.0.2.1"\n}\n',
];

/** Inserts one of the pieces at a random place, or deletes something, in a workspace and in its texts. Returns the path. */
export function typeSomewhere(
  workspace: Workspace,
  texts: Record<string, string>,
  {
    paths,
    pieces,
    next,
  }: {
    readonly paths: readonly string[];
    readonly pieces: readonly string[];
    readonly next: (below: number) => number;
  },
): string {
  const path = paths[next(paths.length)] ?? '';
  const text = texts[path] ?? '';
  const start = next(text.length + 1);
  const end = next(3) > 0 ? start : Math.min(text.length, start + next(12));
  const piece = next(4) === 0 ? '' : (pieces[next(pieces.length)] ?? '');
  texts[path] = text.slice(0, start) + piece + text.slice(end);
  workspace.edit(path, [{ range: { start, end }, text: piece }]);
  return path;
}

/** Cached results of a text are not part of it. */
function withoutCaches(key: string, value: unknown): unknown {
  return key === 'isComplete' ? undefined : value;
}

/** Everything that is shown of it. */
export function shown(workspace: Workspace, paths: readonly string[]): unknown {
  return paths.map((path) => ({
    path,
    records: [...workspace.records(path)]
      .map(({ record, range }) => JSON.stringify([{ ...record, anchor: undefined }, range], withoutCaches))
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
