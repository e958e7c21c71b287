import assert from 'node:assert/strict';
import { MAX_TEMPLATE } from '../../../server/src/formats/terraform/evaluate/template-text.ts';
import { configuration } from '../../harness/configuration.ts';
import { findingsOf } from '../../harness/workspace.ts';
import { itEvaluates } from './function-values.ts';
import { problemLines, recordLines, terraform, txt } from './module.ts';

describe('Terraform templates that are values', () => {
  itEvaluates(
    [
      // https://developer.hashicorp.com/terraform/language/functions/templatestring
      ['templatestring(local.greeting, { name = "Jodie" })', 'Hello, Jodie!'],
      ['templatestring(local.list, { ips = ["a", "b"] })', 'v=spf1 ip4:a ip4:b -all'],
      ['templatestring(local.list, { ips = ["${var.x}"] })', 'v=spf1 ip4:… -all'],
      ['templatestring("a $${b} %%{c}", { b = 1 })', 'a 1 …'],
      ['templatestring(local.macro, {})', 'v=spf1 exists:%{i}.example.org -all'],
      ['templatestring(local.greeting, {})', 'Hello, …!'],
      ['templatestring(local.greeting, var.x)', '…'],
      ['templatestring(local.greeting)', '…'],
      ['templatestring(null, {})', '…'],
      ['templatestring([], {})', '…'],
      ['templatestring("${var.x} $${b}", { b = "known" })', '… known'],
      ['templatestring(file("t.tftpl"), { ip = "192.0.2.1" })', 'v=spf1 ip4:192.0.2.1 -all'],
      ['templatefile("t.tftpl", { ip = "192.0.2.1" })', 'v=spf1 ip4:192.0.2.1 -all'],
      ['data.template_file.spf.rendered', 'v=spf1 ip4:192.0.2.1 -all'],
      ['data.template_file.inline.rendered', 'v=spf1 ip4:192.0.2.2 -all\n'],
      ['data.template_file.plain.rendered', 'v=spf1 -all'],
      ['data.template_file.many[1].rendered', 'n 1'],
      ['data.template_file.unknown.rendered', '…'],
    ],
    {
      text: `variable "x" {}
locals {
  greeting = "Hello, $\${name}!"
  list     = "v=spf1%%{ for ip in ips } ip4:$\${ip}%%{ endfor } -all"
  macro    = "v=spf1 exists:%%%{i}.example.org -all"
}
data "template_file" "spf" {
  template = file("\${path.module}/t.tftpl")
  vars     = { ip = "192.0.2.1" }
}
data "template_file" "inline" {
  template = <<-EOT
    v=spf1 ip4:$\${ip} -all
  EOT
  vars = {
    ip = "192.0.2.2"
  }
}
data "template_file" "plain" {
  template = "v=spf1 -all"
}
data "template_file" "many" {
  count    = 2
  template = "n $\${n}"
  vars     = { n = count.index }
}
data "template_file" "unknown" {
  template = var.x
}
`,
      files: { 't.tftpl': 'v=spf1 ip4:${ip} -all' },
    },
  );

  for (const [what, module] of [
    [
      'templatestring',
      `locals {\n  spf = "v=spf1 ip4:$\${ip} «+all»"\n}\n${txt('a', 'templatestring(local.spf, { ip = aws_eip.mail.public_ip })')}`,
    ],
    [
      'templatestring of a heredoc',
      `locals {\n  spf = <<-EOT\n    v=spf1 ip4:$\${ip}%%{ if true } «+all»%%{ endif }\n  EOT\n}\n${txt('a', 'chomp(templatestring(local.spf, { ip = "192.0.2.1" }))')}`,
    ],
    [
      'a value of a template',
      `locals {\n  spf = "v=spf1 $\${all}"\n}\n${txt('a', 'templatestring(local.spf, { all = "«+all»" })')}`,
    ],
    [
      'data "template_file"',
      `data "template_file" "spf" {\n  template = "v=spf1 «+all»$\${end}"\n  vars = { end = "" }\n}\n${txt('a', 'data.template_file.spf.rendered')}`,
    ],
  ] as const) {
    it(`have findings at the source characters: ${what}`, () => {
      const made = configuration({ 'dns/main.tf': module.replace(/[«»]/g, '') });
      const [finding, ...others] = findingsOf(made, 'dns/main.tf').filter(
        ({ rule }) => rule === 'spf-all-pass',
      );
      assert.ok(finding);
      assert.deepEqual(others, []);
      assert.deepEqual(finding.range, { start: module.indexOf('«'), end: module.indexOf('»') - 1 });
    });
  }

  it('are fixed in the file if they are a file', () => {
    const text = 'v=spf1 ip4:${ip} +all';
    const module = `data "template_file" "spf" {\n  template = file("spf.tftpl")\n  vars = { ip = "192.0.2.1" }\n}\n${txt('a', 'data.template_file.spf.rendered')}`;
    const made = configuration({ 'dns/main.tf': module, 'dns/spf.tftpl': text });
    const [finding] = findingsOf(made, 'dns/spf.tftpl').filter(({ rule }) => rule === 'spf-all-pass');
    assert.ok(finding);
    assert.deepEqual(finding.range, { start: text.indexOf('+'), end: text.length });
    assert.ok(made.detailsOf('dns/spf.tftpl', finding).fixes.length > 0);
  });

  it('are unknown within other templates, which Terraform rejects', () => {
    const itself = `locals {\n  t = "$\${templatestring(t, { t = t })}$\${templatestring(t, { t = t })}"\n}\n${txt('a', 'templatestring(local.t, { t = local.t })')}${txt('b', '"v=spf1 -all"')}`;
    assert.deepEqual(recordLines(terraform({ 'dns/main.tf': itself }), 'dns/main.tf'), [
      'a.example.com TXT "……"',
      'b.example.com TXT "v=spf1 -all"',
    ]);
  });

  it('are not read if they are too long', () => {
    const long = txt('a', `templatestring("${'a'.repeat(MAX_TEMPLATE)}$\${b}", { b = "c" })`);
    assert.match(
      problemLines(terraform({ 'dns/main.tf': long }), 'dns/main.tf').join('\n'),
      /mailtxt does not read a template of more than 131072 characters/,
    );
  });
});

describe('attributes of Terraform resources that follow from their arguments', () => {
  itEvaluates(
    [
      ['aws_route53_record.relative.fqdn', 'mail.example.com'],
      ['aws_route53_record.full.fqdn', 'mail.example.com'],
      ['aws_route53_record.apex.fqdn', 'example.com'],
      ['aws_route53_record.data.fqdn', 'mx.example.net'],
      ['aws_route53_record.relative.name', 'Mail'],
      ['aws_route53_record.other.fqdn', '…'],
      ['aws_route53_record.many["b"].fqdn', 'b.example.com'],
      ['join(",", aws_route53_record.counted[*].fqdn)', 'n0.example.com,n1.example.com'],
      ['cloudflare_record.a.hostname', 'a.example.org'],
      ['digitalocean_record.a.fqdn', 'a.example.org'],
      ['azurerm_dns_a_record.a.fqdn', 'a.example.org.'],
      ['azurerm_dns_a_record.apex.fqdn', 'example.org.'],
      ['terraform_data.spf.output', 'v=spf1 -all'],
      ['terraform_data.object.output.a', 'b'],
      ['terraform_data.none.output', '…'],
      ['terraform_data.spf.id', '…'],
      ['data.null_data_source.a.outputs["a"]', 'b'],
      ['data.local_file.a.content', 'in a file'],
      ['local_file.a.content', 'written'],
    ],
    {
      text: `variable "x" {}
resource "aws_route53_zone" "main" {
  name = "example.com."
}
data "aws_route53_zone" "other" {
  name = "example.net"
}
resource "aws_route53_record" "relative" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "Mail"
}
resource "aws_route53_record" "full" {
  zone_id = aws_route53_zone.main.id
  name    = "mail.example.com."
}
resource "aws_route53_record" "apex" {
  zone_id = aws_route53_zone.main.zone_id
  name    = ""
}
resource "aws_route53_record" "data" {
  zone_id = data.aws_route53_zone.other.zone_id
  name    = "mx"
}
resource "aws_route53_record" "other" {
  zone_id = var.x
  name    = "mx.example.com"
}
resource "aws_route53_record" "many" {
  for_each = toset(["a", "b"])
  zone_id  = aws_route53_zone.main.zone_id
  name     = each.key
}
resource "aws_route53_record" "counted" {
  count   = 2
  zone_id = aws_route53_zone.main.zone_id
  name    = "n\${count.index}"
}
resource "cloudflare_zone" "z" {
  zone = "example.org"
}
resource "cloudflare_record" "a" {
  zone_id = cloudflare_zone.z.id
  name    = "a"
}
resource "digitalocean_record" "a" {
  domain = "example.org"
  name   = "a"
}
resource "azurerm_dns_zone" "z" {
  name = "example.org"
}
resource "azurerm_dns_a_record" "a" {
  zone_name = azurerm_dns_zone.z.name
  name      = "a"
}
resource "azurerm_dns_a_record" "apex" {
  zone_name = azurerm_dns_zone.z.name
  name      = "@"
}
resource "terraform_data" "spf" {
  input = "v=spf1 -all"
}
resource "terraform_data" "object" {
  input = { a = "b" }
}
resource "terraform_data" "none" {
}
data "null_data_source" "a" {
  inputs = { a = "b" }
}
data "local_file" "a" {
  filename = "\${path.module}/a.txt"
}
resource "local_file" "a" {
  filename = "\${path.module}/a.txt"
  content  = "written"
}
`,
      files: { 'a.txt': 'in a file' },
    },
  );

  it('have findings where they are used', () => {
    const module = `resource "aws_route53_zone" "z" {
  name = "example.com"
}
resource "aws_route53_record" "mail" {
  zone_id = aws_route53_zone.z.zone_id
  name    = "mail"
  type    = "CNAME"
  ttl     = 300
  records = ["mx.example.net"]
}
resource "aws_route53_record" "mx" {
  zone_id = aws_route53_zone.z.zone_id
  name    = ""
  type    = "MX"
  ttl     = 300
  records = [«"10 \${aws_route53_record.mail.fqdn}"»]
}
`;
    const made = configuration({ 'dns/main.tf': module.replace(/[«»]/g, '') });
    assert.deepEqual(recordLines(made, 'dns/main.tf'), [
      'mail.example.com CNAME mx.example.net.',
      'example.com MX 10 mail.example.com.',
    ]);
    const found = findingsOf(made, 'dns/main.tf').map(({ rule, range }) => ({ rule, range }));
    assert.deepEqual(found, [
      { rule: 'mx-cname-target', range: { start: module.indexOf('«'), end: module.indexOf('»') - 1 } },
    ]);
  });
});
