import assert from 'node:assert/strict';
import { printRdata } from '../../../server/src/records/rdata/index.ts';
import { configuration, recordsIn } from '../../harness/configuration.ts';
import { problemLines } from './module.ts';

/** The records of modules, `maybe` where they may not exist. */
function recordsOf(files: Readonly<Record<string, string>>): readonly string[] {
  const inFolder = Object.entries(files).map(([name, text]) => [`/dns/${name}`, text] as const);
  return recordsIn(configuration(Object.fromEntries(inFolder))).map(
    ({ owner, type, rdata, conditional }) =>
      `${owner} ${type} ${printRdata(type, rdata)}${conditional ? ' maybe' : ''}`,
  );
}

const record = (name: string, records: string, more = ''): string =>
  `resource "aws_route53_record" "a" {
  zone_id = "example.org"
  name    = "${name}"
  type    = "TXT"
  records = ${records}
${more}}
`;

describe('a variable that is never null', () => {
  const module = (nullable: string): string =>
    `variable "spf" {
  default = ["v=spf1 mx -all"]
  ${nullable}
}
${record('example.org', 'var.spf')}`;
  const SPF = 'example.org TXT "v=spf1 mx -all"';
  const call = (argument: string): string => `module "m" {\n  source = "./m"\n  ${argument}\n}\n`;

  it('has its default if a call sets null', () => {
    const from = (argument: string, nullable: string): readonly string[] =>
      recordsOf({ 'main.tf': call(argument), 'm/main.tf': module(nullable) });
    assert.deepEqual(from('spf = null', 'nullable = false'), [SPF]);
    assert.deepEqual(from('spf = 1 == 1 ? null : ["x"]', 'nullable = false'), [SPF]);
    assert.deepEqual(from('', 'nullable = false'), [SPF]);
    assert.deepEqual(from('spf = null', 'nullable = true'), []);
    assert.deepEqual(from('spf = null', ''), []);
    assert.deepEqual(from('spf = ["x=1"]', 'nullable = false'), ['example.org TXT "x=1"']);
  });

  it('has its default if a file of variables sets null', () => {
    const given = { 'terraform.tfvars': 'spf = null\n' };
    assert.deepEqual(recordsOf({ ...given, 'main.tf': module('nullable = false') }), [SPF]);
    assert.deepEqual(recordsOf({ ...given, 'main.tf': module('') }), []);
  });
});

describe('a nested list in a list of records', () => {
  it('is a problem at the argument, and the other elements are read', () => {
    const text = `variable "more" {
  default = ["x=1", "x=2"]
}
${record('example.org', '["\${var.more}", "x=3"]')}`;
    const made = configuration({ 'main.tf': text });
    assert.deepEqual(problemLines(made, 'main.tf'), [
      '8:13 ["${var.more}", "x=3"]: This element is a list, which Terraform 0.12 and later reject, so its records are not checked.',
    ]);
    assert.deepEqual(recordsOf({ 'main.tf': text }), ['example.org TXT "x=3"']);
  });

  it('is shown once, however many instances have it', () => {
    const text = record('${count.index}.example.org', '[["x=1"], ["x=2"]]', '  count = 5\n');
    assert.equal(problemLines(configuration({ 'main.tf': text }), 'main.tf').length, 1);
  });
});

describe('an OpenTofu block that is not enabled', () => {
  const enabled = (value: string): readonly string[] =>
    recordsOf({
      'main.tofu': record('example.org', '["x=1"]', `  lifecycle {\n    enabled = ${value}\n  }\n`),
    });

  it('makes nothing, or possibly nothing', () => {
    assert.deepEqual(enabled('false'), []);
    assert.deepEqual(enabled('1 == 2'), []);
    assert.deepEqual(enabled('true'), ['example.org TXT "x=1"']);
    assert.deepEqual(enabled('var.is_there'), ['example.org TXT "x=1" maybe']);
    const other = record('example.org', '["x=1"]', '  lifecycle {\n    prevent_destroy = true\n  }\n');
    assert.deepEqual(recordsOf({ 'main.tf': other }), ['example.org TXT "x=1"']);
  });

  it('can be a module call', () => {
    const call = (value: string): Readonly<Record<string, string>> => ({
      'main.tf': `module "m" {\n  source = "./m"\n  lifecycle {\n    enabled = ${value}\n  }\n}\n`,
      'm/main.tf': record('example.org', '["x=1"]'),
    });
    assert.deepEqual(recordsOf(call('false')), []);
    assert.deepEqual(recordsOf(call('var.x')), ['example.org TXT "x=1" maybe']);
  });
});

describe('three digits after a backslash', () => {
  const at = (name: string, value: string): readonly string[] =>
    recordsOf({ 'main.tf': record(name, `["${value}"]`) });

  it('are octal for Route 53', () => {
    assert.deepEqual(at('\\\\052.example.org', 'x=1'), ['*.example.org TXT "x=1"']);
    assert.deepEqual(at('\\\\052', 'x=1'), ['*.example.org TXT "x=1"']);
    assert.deepEqual(at('a\\\\056b', 'x=1'), ['a\\.b.example.org TXT "x=1"']);
    assert.deepEqual(at('example.org', 'a\\\\052b\\\\\\"c'), ['example.org TXT "a*b\\"c"']);
  });

  it('are decimal for other services', () => {
    const text = `resource "powerdns_record" "a" {
  zone    = "example.org."
  name    = "example.org."
  type    = "TXT"
  ttl     = 300
  records = ["\\"a\\\\042b\\""]
}
`;
    assert.deepEqual(recordsOf({ 'main.tf': text }), ['example.org TXT "a*b"']);
  });
});
