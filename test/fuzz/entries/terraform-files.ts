import type { Workspace } from '../../../server/src/analysis/workspace.ts';
import { configuration } from '../../harness/configuration.ts';
import { planText, txtRecord } from '../../formats/terraform/plan-text.ts';
import { corpusTexts, pageBlocks, projectTexts } from '../seeds.ts';

/** The file that text without a heading is. */
export const MAIN = 'main.tf';

/** `main.tf`, `modules/a/main.tf`: what mutations leave of a path must still be one. */
const PLAIN_PATH = /^[\w.-]+(?:\/[\w.-]+){0,4}$/;

export function configurationOf(files: Readonly<Record<string, string>>): Workspace {
  return configuration(Object.fromEntries(Object.entries(files).filter(([path]) => PLAIN_PATH.test(path))));
}

export function terraformSeeds(withCorpus: boolean): readonly string[] {
  return [
    ...projectTexts('examples', /\.tf$/),
    ...projectTexts('test/formats/terraform/fixtures', /\.tf$/),
    ...pageBlocks('terraform'),
    ...(withCorpus
      ? [...corpusTexts('realworld/terraform', /\.tf$/), ...corpusTexts('provider-examples', /\.tf$/)]
      : []),
  ];
}

const RECORD = (value: string): string =>
  `resource "aws_route53_record" "a" {\n  zone_id = "Z"\n  name    = "a.example.com"\n  type    = "TXT"\n  ttl     = 60\n  records = [${value}]\n}\n`;

const PLAN = planText(
  [
    txtRecord('a', 'a.example.com', ['v=spf1 include:_spf.example.net +all'], { index: 'x.y[0]' }),
    txtRecord('b', 'b', ['x', null], { module: 'module.m["k"]', unknown: { records: [false, true] } }),
    txtRecord('c', 'c.example.com', ['v=spf1 +all'], { sensitive: { records: [true] } }),
    { type: 'aws_route53_zone', name: 'z', values: { name: 'example.com', zone_id: 'Z1' } },
  ],
  {
    variables: { include: 'include:_spf.example.net' },
    configuration: {
      root_module: {
        module_calls: {
          m: {
            expressions: { zone: { references: ['aws_route53_zone.z.zone_id'] } },
            module: {
              resources: [
                { address: 'aws_route53_record.b', expressions: { zone_id: { references: ['var.zone'] } } },
              ],
            },
          },
        },
      },
    },
    more: { complete: true },
  },
);

/** Configurations of several files: modules, variables, overrides, every kind of data file, and plans. */
export const SESSIONS: readonly string[] = [
  `-- main.tf --\n${RECORD('local.spf')}locals {\n  spf = "v=spf1 \${var.include} +all"\n}\nvariable "include" {}\n-- terraform.tfvars --\ninclude = "include:_spf.example.net"\n`,
  `-- main.tf --\nmodule "mail" {\n  source = "./mail"\n  for_each = toset(["one", "two"])\n  name = each.key\n  spf = "v=spf1 mx +all"\n}\n-- mail/main.tf --\nvariable "name" {}\nvariable "spf" {}\n${RECORD('var.spf')}output "text" {\n  value = var.spf\n}\n`,
  `-- main.tf --\n${RECORD('"v=spf1 +all"')}-- main_override.tf --\nresource "aws_route53_record" "a" {\n  records = ["v=spf1 -all"]\n}\n`,
  `-- main.tf --\nlocals {\n  data = yamldecode(file("dns.yaml"))\n}\nresource "aws_route53_record" "a" {\n  for_each = { for r in local.data.records : r.name => r }\n  zone_id = "Z"\n  name = "\${each.key}.example.com"\n  type = each.value.type\n  ttl = 60\n  records = each.value.values\n}\n-- dns.yaml --\nrecords:\n  - name: a\n    type: TXT\n    values: ["v=spf1 +all"]\n  - name: b\n    type: MX\n    values:\n      - 10 mail.example.com\n`,
  `-- main.tf --\n${RECORD('jsondecode(file("dns.json")).txt')}-- dns.json --\n{"txt": "v=spf1 include:_spf.example.net +all", "more": [1, null]}\n`,
  `-- main.tf --\n${RECORD('csvdecode(file("dns.csv"))[0].txt')}-- dns.csv --\nname,txt\na,"v=spf1 mx +all"\nb,v=spf1 -all\n`,
  `-- main.tf --\n${RECORD('templatefile("dns.tftpl", { hosts = ["a", "b"] })')}-- dns.tftpl --\nv=spf1 %{ for h in hosts ~}a:\${h}.example.com %{ endfor ~}+all\n`,
  `-- main.tf --\n${RECORD('file("dns.txt")')}-- dns.txt --\nv=spf1 +all\n`,
  `-- main.tf.json --\n{"resource": {"aws_route53_record": {"a": {"zone_id": "Z", "name": "a.example.com", "type": "TXT", "ttl": 60, "records": ["v=spf1 \${local.x} +all"]}}}, "locals": {"x": "mx"}}\n`,
  `-- main.tf --\n${RECORD('var.a["b"]')}variable "a" {\n  type = map(string)\n}\n-- a.auto.tfvars.json --\n{"a": {"b": "v=spf1 +all"}}\n`,
  `-- main.tf --\n${RECORD('"v=spf1 ${var.include} +all"').replace('{', '{\n  for_each = var.all')}variable "include" {}\nvariable "all" {}\nmodule "m" {\n  source = "git::https://example.com/m.git"\n}\n-- plan.json --\n${PLAN}\n`,
  `-- plan.json --\n${PLAN}\n`,
];
