import assert from 'node:assert/strict';
import { configuration } from '../../harness/configuration.ts';
import { applyFix, findingsOf } from '../../harness/workspace.ts';

/** A TXT record of a provider that uses values unchanged, and of two that parse strings in them. */
const cloudflare = (content: string): string =>
  `resource "cloudflare_record" "a" {\n  zone_id = "x"\n  name    = "@"\n  type    = "TXT"\n  content = ${content}\n}\n`;
const route53 = (records: string): string =>
  `resource "aws_route53_record" "a" {\n  zone_id = "x"\n  name    = "example.org"\n  type    = "TXT"\n  records = [${records}]\n}\n`;
const google = (rrdatas: string): string =>
  `resource "google_dns_record_set" "a" {\n  managed_zone = "x"\n  name         = "example.org."\n  type         = "TXT"\n  rrdatas      = [${rrdatas}]\n}\n`;

interface Case {
  readonly what: string;
  readonly rule: string;
  /** The first file has the text. */
  readonly files: Readonly<Record<string, string>>;
  /** That file after the fix; `undefined` if there is no fix. */
  readonly fixed: string | undefined;
}

const SPF = 'spf-all-pass';
const VARIABLE = `variable "spf" {}\n${cloudflare('var.spf')}`;
const long = (joint: string): string => `proof=${'A'.repeat(249)}${joint}${'B'.repeat(60)}`;

const CASES: readonly Case[] = [
  {
    what: 'in a string',
    rule: SPF,
    files: { 'main.tf': cloudflare('"v=spf1 +all"') },
    fixed: cloudflare('"v=spf1 ~all"'),
  },
  {
    what: 'in a local',
    rule: SPF,
    files: { 'main.tf': `locals {\n  spf = "v=spf1 +all"\n}\n${cloudflare('local.spf')}` },
    fixed: `locals {\n  spf = "v=spf1 ~all"\n}\n${cloudflare('local.spf')}`,
  },
  {
    what: 'in the value of a variable, in its own file',
    rule: SPF,
    files: { 'terraform.tfvars': 'spf = "v=spf1 +all"\n', 'main.tf': VARIABLE },
    fixed: 'spf = "v=spf1 ~all"\n',
  },
  {
    what: 'in the default of a variable',
    rule: SPF,
    files: { 'main.tf': `variable "spf" {\n  default = "v=spf1 +all"\n}\n${cloudflare('var.spf')}` },
    fixed: `variable "spf" {\n  default = "v=spf1 ~all"\n}\n${cloudflare('var.spf')}`,
  },
  {
    what: 'in a heredoc with indentation',
    rule: SPF,
    files: { 'main.tf': cloudflare('<<-EOT\n    v=spf1 +all\n  EOT') },
    fixed: cloudflare('<<-EOT\n    v=spf1 ~all\n  EOT'),
  },
  {
    what: 'in strings that a function joins',
    rule: SPF,
    files: { 'main.tf': cloudflare('join(" ", ["v=spf1", "+all"])') },
    fixed: cloudflare('join(" ", ["v=spf1", "~all"])'),
  },
  {
    what: 'after an unknown part',
    rule: SPF,
    files: { 'main.tf': route53('"v=spf1 include:${var.x} +all"') },
    fixed: route53('"v=spf1 include:${var.x} ~all"'),
  },
  {
    what: 'in the second of two strings',
    rule: SPF,
    files: { 'main.tf': google('"\\"v=spf1 \\" \\"+all\\""') },
    fixed: google('"\\"v=spf1 \\" \\"~all\\""'),
  },
  {
    what: 'in a JSON string',
    rule: SPF,
    files: {
      'main.tf.json':
        '{"resource":{"cloudflare_record":{"a":{"zone_id":"x","name":"@","type":"TXT","content":"v=spf1 +all"}}}}',
    },
    fixed:
      '{"resource":{"cloudflare_record":{"a":{"zone_id":"x","name":"@","type":"TXT","content":"v=spf1 ~all"}}}}',
  },
  {
    what: 'nothing if the text is computed',
    rule: SPF,
    files: { 'main.tf': cloudflare('format("v=spf1 %sall", "+")') },
    fixed: undefined,
  },
  {
    what: 'missing quotes in a heredoc whose marker stays on its line',
    rule: 'tf-gcp-txt-unquoted',
    files: { 'main.tf': google('<<EOT\nv=spf1 mx -all\nEOT\n') },
    fixed: google('<<EOT\n"v=spf1 mx -all"\nEOT\n'),
  },
  {
    what: 'missing quotes, escaped in a string',
    rule: 'tf-gcp-txt-unquoted',
    files: { 'main.tf': google('"v=spf1 mx -all"') },
    fixed: google('"\\"v=spf1 mx -all\\""'),
  },
  {
    what: 'missing quotes around a macro with the sign that HCL requires',
    rule: 'tf-gcp-txt-unquoted',
    files: { 'main.tf': google('"v=spf1 exists:%%{i}._spf.example.net -all"') },
    fixed: google('"\\"v=spf1 exists:%%{i}._spf.example.net -all\\""'),
  },
  {
    what: 'a long string by splitting it in two for Route 53',
    rule: 'tf-route53-txt-long-unsplit',
    files: { 'main.tf': route53(`"${long('')}"`) },
    fixed: route53(`"${long('\\" \\"')}"`),
  },
  {
    what: 'a long string by splitting it in two for Cloud DNS',
    rule: 'tf-txt-long-unsplit',
    files: { 'main.tf': google(`"\\"${long('')}\\""`) },
    fixed: google(`"\\"${long('\\" \\"')}\\""`),
  },
  {
    what: 'a long string by splitting it in two in its local',
    rule: 'tf-route53-txt-long-unsplit',
    files: { 'main.tf': `locals {\n  text = "${long('')}"\n}\n${route53('local.text')}` },
    fixed: `locals {\n  text = "${long('\\" \\"')}"\n}\n${route53('local.text')}`,
  },
  {
    what: 'doubled quotes',
    rule: 'tf-txt-quoted-twice',
    files: { 'main.tf': route53('"\\"v=spf1 mx -all\\""') },
    fixed: route53('"v=spf1 mx -all"'),
  },
  {
    what: 'no doubled quotes if a part is unknown',
    rule: 'tf-txt-quoted-twice',
    files: { 'main.tf': route53('"\\"v=spf1 include:${var.x} -all\\""') },
    fixed: undefined,
  },
];

describe('edits of a configuration', () => {
  for (const { what, rule, files, fixed } of CASES) {
    it(`fixes ${what}`, () => {
      const made = configuration(files);
      const [path = ''] = Object.keys(files);
      const finding = findingsOf(made, path).find((one) => one.rule === rule);
      assert.ok(finding, `no ${rule}`);
      const [fix] = made.detailsOf(path, finding).fixes;
      if (fixed === undefined) {
        assert.equal(fix, undefined);
        return;
      }
      assert.ok(fix, 'no fix');
      assert.equal(applyFix(made, path, fix), fixed);
      const second = findingsOf(configuration({ ...files, [path]: fixed }), path);
      assert.deepEqual(
        second.filter(({ severity }) => severity === 'error'),
        [],
      );
    });
  }
});
