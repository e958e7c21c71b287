import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { DnsRecord } from '../../../server/src/records/record.ts';
import { configuration, recordsIn } from '../../harness/configuration.ts';
import { CORPUS, sayNoCorpus } from '../../harness/corpus.ts';
import { HOLE } from '../../../server/src/text/mapped-text.ts';

/** How real configurations write records, most frequent first, and how they split long strings. */
const FREQUENCIES = path.join(CORPUS, '../reference/hcl-eval.md');

interface Case {
  /** The row in that list. */
  readonly row: number;
  readonly expression: string;
  /** The value in the functions' documentation; an unknown part is `…`. */
  readonly value: string;
  /** In addition to the record. */
  readonly more?: string;
  readonly files?: Readonly<Record<string, string>>;
}

/** A record whose value is used unchanged. */
function record(address: string, more = ''): string {
  return `resource "namecheap_domain_host_record" "a" {
  domain   = "example.org"
  hostname = "a"
  type     = "TXT"
  address  = ${address}
${more}}
`;
}

function textOf({ rdata }: DnsRecord): string {
  assert.ok(rdata.kind === 'text');
  return rdata.value.text.replaceAll(HOLE, '…');
}

function textsOf(files: Readonly<Record<string, string>>): readonly string[] {
  const inFolder = Object.entries(files).map(([name, text]) => [
    name.startsWith('../') ? name.slice(2) : `/dns/${name}`,
    text,
  ]);
  return recordsIn(configuration(Object.fromEntries(inFolder) as Record<string, string>)).map(textOf);
}

const one = (row: number, expression: string, value: string, more?: string, files?: Case['files']): Case => ({
  row,
  expression,
  value,
  ...(more === undefined ? {} : { more }),
  ...(files === undefined ? {} : { files }),
});

const SPF = 'v=spf1 mx -all';

const CASES: readonly Case[] = [
  one(1, `"${SPF}"`, SPF),
  one(2, 'local.spf', SPF, `locals {\n  spf = local.other\n  other = "${SPF}"\n}\n`),
  one(2, 'local.spf["a"].b[1]', SPF, `locals {\n  spf = { a = { b = ["x", "${SPF}"] } }\n}\n`),
  one(3, 'var.spf', SPF, `variable "spf" {\n  default = "${SPF}"\n}\n`),
  one(3, 'var.spf', SPF, 'variable "spf" {\n  default = "x"\n}\n', {
    'terraform.tfvars': `spf = "${SPF}"\n`,
  }),
  one(3, 'var.spf', SPF, 'variable "spf" {}\n', {
    'terraform.tfvars': 'spf = "x"\n',
    'a.auto.tfvars': `spf = "${SPF}"\n`,
  }),
  one(3, 'var.spf', SPF, 'variable "spf" {}\n', { 'a.auto.tfvars.json': `{"spf": "${SPF}"}` }),
  one(3, 'var.spf', '…', 'variable "spf" {}\n'),
  one(4, '"\\"v=spf1\\\\x\\u0020-all\\""', '"v=spf1\\x -all"'),
  one(5, '"v=spf1 ip4:${local.ip} -all"', 'v=spf1 ip4:192.0.2.1 -all', 'locals {\n  ip = "192.0.2.1"\n}\n'),
  one(5, '"%%{i} $${x} ${"a"}"', '%{i} ${x} a'),
  one(5, '"v=spf1%{ for i in ["a", "b"] } include:${i}%{ endfor } -all"', 'v=spf1 include:a include:b -all'),
  one(5, '"v=spf1 %{ if 1 == 2 }+all%{ else }-all%{ endif }"', 'v=spf1 -all'),
  one(6, '"v=spf1 ip4:${aws_eip.m.public_ip} -all"', 'v=spf1 ip4:… -all', 'resource "aws_eip" "m" {}\n'),
  one(
    6,
    '"x ${aws_route53_zone.z.name}"',
    'x example.org',
    'resource "aws_route53_zone" "z" {\n  name = "example.org"\n}\n',
  ),
  one(8, 'true ? "a" : "b"', 'a'),
  one(8, 'local.no ? "a" : "b"', 'b', 'locals {\n  no = 1 > 2 || !true\n}\n'),
  one(9, 'join(" ", ["v=spf1", "mx", "-all"])', SPF),
  one(
    9,
    'join(" ", concat(["v=spf1"], [for i in var.includes : "include:${i}"], ["-all"]))',
    'v=spf1 include:a include:b -all',
    'variable "includes" {\n  default = ["a", "b"]\n}\n',
  ),
  one(9, 'replace("v=spf1 +all", "+", "-")', 'v=spf1 -all'),
  one(8, '["${var.x}"] != null ? "a" : "b"', 'a', 'variable "x" {}\n'),
  one(8, 'null == null ? "a" : "b"', 'a'),
  one(9, 'replace("hello world", "/w.*d/", "everybody")', 'hello everybody'),
  one(10, 'jsonencode([for i, v in ["a", "b", "c"] : "${i}${v}" if v != "b"])', '["0a","2c"]'),
  one(10, 'jsonencode({for v in ["a", "b"] : v => upper(v)})', '{"a":"A","b":"B"}'),
  // A nested loop with and without the outer one's elements.
  one(10, 'jsonencode([for a in ["1", "2"] : [for b in ["x"] : "${a}${b}"]])', '[["1x"],["2x"]]'),
  one(
    10,
    'jsonencode([for a in ["1", "2"] : concat([a], [for b in ["x"] : upper(b)])])',
    '[["1","X"],["2","X"]]',
  ),
  one(10, 'jsonencode([for a in ["1", "2"] : [for a in ["x", a] : a]])', '[["x","1"],["x","2"]]'),
  one(
    10,
    'jsonencode({for v in ["ab", "ac", "b"] : substr(v, 0, 1) => v...})',
    '{"a":["ab","ac"],"b":["b"]}',
  ),
  one(
    10,
    'jsonencode(flatten([for z in ["a", "b"] : [for r in ["1", "2"] : "${z}${r}"]]))',
    '["a1","a2","b1","b2"]',
  ),
  one(12, 'module.m.spf', `${SPF} x`, 'module "m" {\n  source = "../m"\n  more = "x"\n}\n', {
    '../m/main.tf': `variable "more" {}\noutput "spf" {\n  value = "${SPF} \${var.more}"\n}\n`,
  }),
  one(14, 'yamldecode(file("d.yaml")).a[0].b', SPF, '', { 'd.yaml': `a:\n  - b: "${SPF}"\n` }),
  one(14, 'jsondecode(file("${path.module}/d.json")).a', SPF, '', { 'd.json': `{"a": "${SPF}"}` }),
  one(14, 'csvdecode(file("d.csv"))[1].b', SPF, '', { 'd.csv': `a,b\n1,x\n2,${SPF}\n` }),
  one(14, 'yamldecode(local.d).a', SPF, `locals {\n  d = <<EOT\na: ${SPF}\nEOT\n}\n`),
  one(14, 'jsondecode(jsonencode({ a = "${var.x} -all" })).a', '… -all', 'variable "x" {}\n'),
  one(16, 'lookup({ a = "ay", b = "bee" }, "a", "what?")', 'ay'),
  one(16, 'lookup({ a = "ay", b = "bee" }, "c", "what?")', 'what?'),
  one(16, 'try(local.foo.boop, "fallback")', 'fallback', 'locals {\n  foo = { bar = "baz" }\n}\n'),
  one(16, 'try(local.foo.bar, "fallback")', 'baz', 'locals {\n  foo = { bar = "baz" }\n}\n'),
  one(16, 'coalesce("", "b")', 'b'),
  one(16, 'can(local.foo.bar) ? "yes" : "no"', 'yes', 'locals {\n  foo = { bar = "baz" }\n}\n'),
  one(
    16,
    '"${var.r.a} ${var.r.b}"',
    'x 300',
    'variable "r" {\n  type = object({ a = string, b = optional(number, 300) })\n  default = { a = "x" }\n}\n',
  ),
  // The examples of https://developer.hashicorp.com/terraform/language/functions.
  one(17, 'jsonencode(toset(["c", "b", "b"]))', '["b","c"]'),
  one(17, 'jsonencode(concat(["a", ""], ["b", "c"]))', '["a","","b","c"]'),
  one(17, 'jsonencode(compact(["a", "", "b", null, "c"]))', '["a","b","c"]'),
  one(17, 'jsonencode(merge({a="b", c="d"}, {e="f", c="z"}))', '{"a":"b","c":"z","e":"f"}'),
  one(17, 'jsonencode(flatten([["a", "b"], [], ["c"]]))', '["a","b","c"]'),
  one(17, 'element(["a", "b", "c"], 3)', 'a'),
  one(17, 'jsonencode(split(",", "foo,bar,baz"))', '["foo","bar","baz"]'),
  one(17, '"${lower("HELLO")} ${upper("hello")}"', 'hello HELLO'),
  one(17, 'format("Hello, %s! %d lights", "Ander", 4)', 'Hello, Ander! 4 lights'),
  one(
    17,
    'jsonencode(formatlist("Hello, %s!", ["Valentina", "Ander"]))',
    '["Hello, Valentina!","Hello, Ander!"]',
  ),
  one(17, '"${trimsuffix("helloworld", "world")}${trimprefix("helloworld", "hello")}"', 'helloworld'),
  one(17, 'trimspace("  hello\\n\\n")', 'hello'),
  one(17, '"${length(["a", "b"])}${length({a = 1})}${length("hello")}"', '215'),
  one(17, 'jsonencode([keys({a=1, c=2, d=3}), values({a=3, c=2, d=1})])', '[["a","c","d"],[3,2,1]]'),
  one(17, 'jsonencode(slice(["a", "b", "c", "d"], 1, 3))', '["b","c"]'),
  one(17, '"${substr("hello world", 1, 4)}|${substr("hello world", -5, -1)}"', 'ello|world'),
  one(17, 'jsonencode(regexall("[a-z]+", "1234abcd5678efgh9"))', '["abcd","efgh"]'),
  // Go's `regexp`: https://pkg.go.dev/regexp, https://github.com/google/re2/wiki/Syntax.
  one(17, 'jsonencode(regexall("a*", "baaac"))', '["","aaa",""]'),
  one(17, 'jsonencode(regexall("", "ab"))', '["","",""]'),
  one(17, 'replace("abc", "/x*/", "-")', '-a-b-c-'),
  one(17, 'jsonencode(regex("(a)|(b)", "b"))', '[null,"b"]'),
  one(17, 'jsonencode(regex("(?P<key>\\\\w+)=(?P<value>.*)", "p=none"))', '{"key":"p","value":"none"}'),
  one(17, 'jsonencode(regexall("[[:alpha:]]+|\\\\pN", "ab1é2"))', '["ab","1","2"]'),
  one(17, 'jsonencode(regexall("\\\\s", "a\\u00a0b c"))', '[" "]'),
  one(17, 'jsonencode(regexall("(?i)\\\\Aabc\\\\z", "aBc"))', '["aBc"]'),
  one(17, 'length(regexall(".{2}", "a😀b\\nc")[0])', '2'),
  one(17, 'jsonencode(regexall("(.{1,2})", "abc\\nd"))', '[["ab"],["c"],["d"]]'),
  one(17, 'replace("a.b", "/(?P<x>\\\\w)\\\\./", "${"$"}{x}-$$")', 'a-$b'),
  // It supports neither of these, and Terraform rejects them.
  one(17, 'regex("a(?=b)", "ab")', '…'),
  one(17, 'regex("(a)\\\\1", "aa")', '…'),
  one(17, 'jsonencode(chunklist(["a", "b", "c", "d", "e"], 2))', '[["a","b"],["c","d"],["e"]]'),
  one(17, 'jsonencode({"hello"="world"})', '{"hello":"world"}'),
  one(17, 'startswith("hello world", "hello") ? "a" : "b"', 'a'),
  one(
    18,
    '"x ${data.aws_route53_zone.z.name}"',
    'x example.org',
    'data "aws_route53_zone" "z" {\n  name = "example.org"\n}\n',
  ),
  one(
    18,
    '"x ${data.aws_route53_zone.z.zone_id}"',
    'x …',
    'data "aws_route53_zone" "z" {\n  name = "example.org"\n}\n',
  ),
  one(19, 'join(",", local.l[*].y)', 'a,b', 'locals {\n  l = [{ y = "a" }, { y = "b" }]\n}\n'),
  one(19, 'local.l.1.y', 'b', 'locals {\n  l = [{ y = "a" }, { y = "b" }]\n}\n'),
  one(19, '"x ${aws_eip.m[*].public_ip[0]}"', 'x …', 'resource "aws_eip" "m" {\n  count = 2\n}\n'),
  one(20, '<<EOT\n  v=spf1 "mx"\\n\nEOT\n', '  v=spf1 "mx"\\n'),
  one(20, '<<-EOT\n    v=spf1 ${local.all}\n    EOT\n', 'v=spf1 -all', 'locals {\n  all = "-all"\n}\n'),
  one(21, 'templatefile("t.tftpl", { ip = "192.0.2.1" })', 'v=spf1 ip4:192.0.2.1 -all', '', {
    't.tftpl': 'v=spf1 ip4:${ip} -all',
  }),
  one(21, 'provider::hcloud::txt_record("a \\"b\\"")', '"a \\"b\\""'),
  one(21, '"x ${provider::dnshelper::dmarc_builder({ p = "none" })}"', 'x …'),
];

/** Rows about the number of records. */
const INSTANCES: readonly {
  readonly row: number;
  readonly what: string;
  readonly files: Readonly<Record<string, string>>;
  readonly values: readonly string[];
}[] = [
  {
    row: 7,
    what: 'for_each over a set',
    files: { 'main.tf': record('each.key', '  for_each = toset(["b", "a"])\n') },
    values: ['a', 'b'],
  },
  {
    row: 7,
    what: 'for_each over objects, with keys computed from them',
    files: {
      'main.tf': `${record('"${each.key} ${each.value.v}"', '  for_each = { for r in var.l : r.k => r }\n')}
variable "l" {
  default = [{ k = "x", v = 1 }, { k = "y", v = 2 }]
}
`,
    },
    values: ['x 1', 'y 2'],
  },
  {
    row: 7,
    what: 'for_each over a map of lists',
    files: { 'main.tf': record('join("+", each.value)', '  for_each = { a = ["b", "c"], d = [] }\n') },
    values: ['b+c', ''],
  },
  {
    row: 8,
    what: 'count and its index',
    files: { 'main.tf': record('"x${count.index}"', '  count = 2\n') },
    values: ['x0', 'x1'],
  },
  {
    row: 8,
    what: 'count with a condition',
    files: {
      'main.tf': `${record('"x"', '  count = var.enabled ? 1 : 0\n')}variable "enabled" {\n  default = false\n}\n`,
    },
    values: [],
  },
  {
    row: 11,
    what: 'a local module with inputs',
    files: {
      'main.tf': `module "m" {\n  source = "../m"\n  TXT = { "@" = ["${SPF}", "x"] }\n}\n`,
      '../m/main.tf': `variable "TXT" {}\n${record('join("|", each.value)', '  for_each = var.TXT\n')}`,
    },
    values: [`${SPF}|x`],
  },
  {
    row: 13,
    what: 'a string that is split: see below',
    files: { 'main.tf': record('join("", regexall(".{1,2}", "abcde"))') },
    values: ['abcde'],
  },
  {
    row: 15,
    what: 'blocks from `dynamic`, named by their label or `iterator`',
    files: {
      'main.tf': ['record', 'r']
        .map(
          (iterator) => `resource "azurerm_dns_txt_record" "${iterator}" {
  name      = "${iterator}"
  zone_name = "example.org"
  dynamic "record" {
    for_each = ["a", "b"]
    ${iterator === 'r' ? 'iterator = r' : ''}
    content {
      value = "x\${${iterator}.value}"
    }
  }
}
`,
        )
        .join(''),
    },
    values: ['xa', 'xb', 'xa', 'xb'],
  },
];

describe('Terraform values', () => {
  for (const { row, expression, value, more = '', files = {} } of CASES) {
    it(`are evaluated: ${row}, ${expression}`, () => {
      assert.deepEqual(textsOf({ 'main.tf': `${record(expression)}${more}`, ...files }), [value]);
    });
  }

  for (const { row, what, files, values } of INSTANCES) {
    it(`make records: ${row}, ${what}`, () => {
      assert.deepEqual(textsOf(files), values);
    });
  }

  it('may make records or not if they are unknown', () => {
    const text = `${record('"x"', '  count = var.enabled ? 1 : 0\n')}variable "enabled" {}\n`;
    const [found, ...others] = recordsIn(configuration({ 'main.tf': text }));
    assert.equal(found?.conditional, true);
    assert.deepEqual(others, []);
  });

  it('are traced to their source characters', () => {
    for (const { expression, value, more = '', files = {} } of CASES) {
      if (Object.keys(files).length > 0) continue;
      const text = `${record(expression)}${more}`;
      const made = configuration({ 'main.tf': text });
      for (const { record: found, range } of made.records('main.tf')) {
        if (found.rdata.kind !== 'text') continue;
        for (const { at, length, source } of found.rdata.value.segments) {
          const typed = text.slice(source.start + range.start, source.end + range.start);
          const said = value.slice(at, at + length);
          // Escapes are longer, and functions that change letters change them one by one.
          if (typed.length === length) assert.equal(typed.toLowerCase(), said.toLowerCase(), expression);
        }
      }
    }
  });

  it('are tested in all ways that real configurations use', function () {
    if (!existsSync(FREQUENCIES)) {
      sayNoCorpus('whether each way to write records is tried');
      this.skip();
    }
    const text = readFileSync(FREQUENCIES, 'utf8');
    const rows = [...text.matchAll(/^\| (\d+) \|/gm)].map(([, row = '']) => Number(row));
    const tried = new Set([...CASES, ...INSTANCES].map(({ row }) => row));
    assert.deepEqual(
      rows.filter((row) => !tried.has(row)),
      [],
    );
    const [, idioms = ''] = text.split('## The 255-splitting idioms');
    const counted = [...(idioms.split('\n## ')[0] ?? '').matchAll(/^(\d+)\. /gm)].map(([, n]) => Number(n));
    assert.deepEqual(
      counted,
      [...new Set(SPLITS.map(({ idiom }) => idiom))].sort((a, b) => a - b),
    );
  });
});

const LONG = `v=DKIM1; k=rsa; p=${'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A'.repeat(12)}`;
const PIECES = LONG.match(/.{1,255}/g) ?? [];
/** The maximum length of one string. */
const FULL = LONG.slice(0, 255);

const IN_ROUTE53 = (value: string): string => `resource "aws_route53_record" "a" {
  zone_id = "Z1"
  name    = "s._domainkey.example.org"
  type    = "TXT"
  records = [${value}]
}
`;
const IN_CLOUD_DNS = (value: string): string => `resource "google_dns_record_set" "a" {
  managed_zone = "z"
  name         = "s._domainkey.example.org."
  type         = "TXT"
  rrdatas      = [${value}]
}
`;

interface Split {
  readonly idiom: number;
  readonly text: string;
  readonly strings: readonly string[];
}

const SPLITS: readonly Split[] = [
  { idiom: 1, text: IN_ROUTE53('"first\\"\\"second"'), strings: ['first', 'second'] },
  { idiom: 1, text: IN_ROUTE53('"first\\" \\"second"'), strings: ['first', 'second'] },
  { idiom: 2, text: IN_ROUTE53('join("\\"\\"", regexall(".{1,255}", local.v))'), strings: PIECES },
  {
    idiom: 2,
    text: IN_CLOUD_DNS('"\\"${join("\\" \\"", regexall(".{1,255}", local.v))}\\""'),
    strings: PIECES,
  },
  {
    idiom: 3,
    text: IN_CLOUD_DNS('join(" ", [for c in regexall(".{1,255}", local.v) : "\\"${c}\\""])'),
    strings: PIECES,
  },
  {
    idiom: 3,
    text: IN_CLOUD_DNS('join(" ", [for c in regexall(".{1,255}", local.v) : format("\\"%s\\"", c)])'),
    strings: PIECES,
  },
  {
    idiom: 3,
    text: IN_CLOUD_DNS('join(" ", formatlist("%q", regexall(".{1,255}", local.v)))'),
    strings: PIECES,
  },
  { idiom: 4, text: IN_ROUTE53('replace(local.v, "/(.{255})/", "$1\\"\\"")'), strings: PIECES },
  { idiom: 4, text: IN_ROUTE53('replace(local.v, "/(.{255})/", "$1\\" \\"")'), strings: PIECES },
  { idiom: 4, text: IN_ROUTE53('replace(local.full, "/(.{255})/", "$1\\"\\"")'), strings: [FULL, ''] },
  {
    idiom: 5,
    text: IN_ROUTE53(
      'length(regexall("(\\\\\\"\\\\\\")", local.full)) == 0 ? join("\\"\\"", compact(split("{SPLITHERE}", replace(local.full, "/(.{255})/", "$1{SPLITHERE}")))) : local.full',
    ),
    strings: [FULL],
  },
  {
    idiom: 6,
    text: IN_CLOUD_DNS('join("\\"", ["", replace(local.v, "/(.{255})/", "$1\\" \\""), " "])'),
    strings: PIECES,
  },
  {
    idiom: 6,
    text: IN_CLOUD_DNS(
      'join(" ", [jsonencode(substr(local.v, 0, 255)), jsonencode(substr(local.v, 255, 255))])',
    ),
    strings: PIECES,
  },
  {
    idiom: 7,
    text: IN_ROUTE53('join("\\"\\"", [for c in chunklist(split("", local.v), 255) : join("", c)])'),
    strings: PIECES,
  },
  {
    idiom: 8,
    text: IN_ROUTE53(
      'join("\\"\\"", compact([substr(local.v, 0, 220), substr(local.v, 220, 220), substr(local.v, 440, 220)]))',
    ),
    strings: LONG.match(/.{1,220}/g) ?? [],
  },
  {
    idiom: 9,
    text: IN_ROUTE53(
      '"v=DKIM1; k=rsa; p=${join("", slice(split("\\n", trimspace(tls_private_key.k.public_key_pem)), 1, 8))}"',
    ),
    strings: ['v=DKIM1; k=rsa; p=…'],
  },
];

describe('values that Terraform splits into strings', () => {
  const locals = `locals {\n  v = "${LONG}"\n  full = "${FULL}"\n}\n`;
  for (const { idiom, text, strings } of SPLITS) {
    it(`are read: ${idiom}, ${/(?:records|rrdatas) += (.*)/.exec(text)?.[1] ?? ''}`, () => {
      const [found, ...others] = recordsIn(configuration({ 'main.tf': text + locals }));
      assert.deepEqual(others, []);
      assert.ok(found?.rdata.kind === 'text');
      assert.deepEqual(
        found.rdata.strings.map(({ value }) => value.text.replaceAll(HOLE, '…')),
        strings,
      );
    });
  }
});
