import assert from 'node:assert/strict';
import { configuration } from '../harness/configuration.ts';
import { findingsOf } from '../harness/workspace.ts';

const MODULE = `variable "domain" {}
resource "aws_route53_zone" "main" {
  name = var.domain
}
resource "aws_route53_record" "spf" {
  zone_id = aws_route53_zone.main.zone_id
  name    = var.domain
  type    = "TXT"
  ttl     = 3600
  records = ["v=spf1 mx -all"]
}
resource "aws_route53_record" "proof" {
  zone_id = aws_route53_zone.main.zone_id
  name    = var.domain
  type    = "TXT"
  ttl     = 3600
  records = ["proof=1"]
}
`;

/** What is said of two resources for one set, in a module that is called for these domains. */
function saidOf(domains: readonly string[]): readonly string[] {
  const calls = domains.map(
    (domain, i) => `module "m${i}" {\n  source = "./zone"\n  domain = ${domain}\n}\n`,
  );
  const made = configuration({ '/dns/main.tf': calls.join(''), '/dns/zone/main.tf': MODULE });
  return findingsOf(made, '/dns/zone/main.tf')
    .filter(({ rule }) => rule === 'tf-txt-multiple-sets-same-name')
    .map(({ message }) => message);
}

const FIRST =
  '"module.m0.aws_route53_record.spf" also sets the TXT records of "a.example.com", which Route 53 stores as one set.';

describe('a message about a name of a module that is called for several', () => {
  it('is about that name if there is no other', () => {
    assert.deepEqual(saidOf(['"a.example.com"']), [FIRST]);
  });

  it('names the others, and counts those after the third one', () => {
    const domains = ['a', 'b', 'c', 'd', 'e', 'f'].map((label) => `"${label}.example.com"`);
    assert.deepEqual(saidOf(domains.slice(0, 2)), [`${FIRST} The same goes for b.example.com.`]);
    assert.deepEqual(saidOf(domains.slice(0, 3)), [
      `${FIRST} The same goes for b.example.com and c.example.com.`,
    ]);
    assert.deepEqual(saidOf(domains), [
      `${FIRST} The same goes for b.example.com, c.example.com, d.example.com and 2 more.`,
    ]);
  });

  it('counts those that are unknown', () => {
    assert.deepEqual(saidOf(['"a.example.com"', 'aws_instance.x.private_dns', 'var.y']), [
      `${FIRST} The same goes for 2 other names.`,
    ]);
  });
});
