import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { findingsOf } from '../../harness/workspace.ts';
import type { Workspace } from '../../../server/src/analysis/workspace.ts';
import { recordLines, terraform } from './module.ts';

const RESOURCE = (forEach: string): string => `variable "domain" {}
locals {
  records = [
    { name = var.domain, value = "v=spf1 mx +all" },
    { name = "www", value = "v=spf1 -all" },
  ]
  by_name = { for one in local.records : "\${one.name}_TXT" => one }
}
resource "aws_route53_record" "it" {
  for_each = ${forEach}
  zone_id  = "Z1"
  name     = "\${each.value.name}.example.com"
  type     = "TXT"
  ttl      = 300
  records  = [each.value.value]
}
`;

/** The records of all files; an unknown part is `…`. */
function lines(made: Workspace): readonly string[] {
  return made
    .paths()
    .flatMap((path) => recordLines(made, path))
    .map((line) => line.replaceAll(/\uFFFC\d*/g, '…'));
}

const RECORDS = ['….example.com TXT "v=spf1 mx +all"', 'www.example.com TXT "v=spf1 -all"'];

describe('a for_each with some unknown keys', () => {
  for (const forEach of [
    '{ for one in local.records : "${one.name}_TXT" => one }',
    '({ for one in local.records : one.name => one })',
    'local.by_name',
  ])
    it(`makes what its elements define: ${forEach}`, () => {
      const made = terraform({ 'dns/main.tf': RESOURCE(forEach) });
      assert.deepEqual(lines(made), RECORDS);
      const found = findingsOf(made, 'dns/main.tf').filter(({ rule }) => rule === 'spf-all-pass');
      assert.deepEqual(
        found.map(({ range }) => RESOURCE(forEach).slice(range.start, range.end)),
        ['+all'],
      );
    });

  it('makes instances in a module that receives the map', () => {
    const made = terraform({
      'dns/main.tf': `variable "domain" {}
module "dns" {
  source  = "./records"
  records = { for name in [var.domain, "www"] : name => { value = "v=spf1 -all" } }
}
`,
      'dns/records/main.tf': `variable "records" {
  type = map(object({ value = string }))
}
resource "aws_route53_record" "it" {
  for_each = var.records
  zone_id  = "Z1"
  name     = "\${each.key}.example.com"
  type     = "TXT"
  ttl      = 300
  records  = [each.value.value]
}
`,
    });
    assert.deepEqual(lines(made), ['….example.com TXT "v=spf1 -all"', 'www.example.com TXT "v=spf1 -all"']);
  });

  it('does not show whether it has a key', () => {
    const made = terraform({
      'dns/main.tf': `${RESOURCE('local.by_name')}resource "aws_route53_record" "other" {
  zone_id = "Z1"
  name    = "other.example.com"
  type    = "TXT"
  ttl     = 300
  records = [try(aws_route53_record.it["none"].fqdn, "other"), try(local.by_name["none"].value, "other")]
}
`,
    });
    assert.deepEqual(lines(made).slice(2), ['other.example.com TXT "…"', 'other.example.com TXT "…"']);
  });

  it('is unknown if its elements are unknown, or if they are grouped', () => {
    for (const forEach of [
      '{ for one in local.records : one.name => one if one.name != "www" }',
      '{ for name, all in { for one in local.records : one.name => one... } : name => all[0] }',
    ]) {
      const made = terraform({ 'dns/main.tf': RESOURCE(forEach) });
      assert.deepEqual(lines(made), ['….example.com TXT "…"'], forEach);
    }
  });
});
