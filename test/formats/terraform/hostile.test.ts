import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { sampled } from '../../harness/runs.ts';
import { problemLines, recordLines, terraform, txt } from './module.ts';
import type { Files } from './module.ts';

interface Outcome {
  readonly records: readonly string[];
  readonly problems: readonly string[];
  readonly findings: number;
}

function outcome(files: Files, path = Object.keys(files)[0] ?? ''): Outcome {
  const workspace = terraform(files, [path]);
  const findings = workspace.findings(path).findings.length;
  return { records: recordLines(workspace, path), problems: problemLines(workspace, path), findings };
}

const RIGHT = txt('right', '"v=spf1 -all"');
const RIGHT_LINE = 'right.example.com TXT "v=spf1 -all"';

describe('Terraform modules that call themselves', function () {
  this.timeout(30_000);
  const call = (name: string, source: string): string => `module "${name}" {\n  source = "${source}"\n}\n`;

  it('are read once, and the call is reported', () => {
    const { records, problems } = outcome({ 'dns/main.tf': RIGHT + call('again', './') });
    assert.deepEqual(records, [RIGHT_LINE]);
    assert.deepEqual(problems, [
      '9:12 "./": This module calls itself here, so mailtxt does not follow this call.',
    ]);
  });

  it('are read once if they do so twice, and through others', () => {
    const twice = outcome({ 'dns/main.tf': RIGHT + call('a', '../dns') + call('b', '.') });
    assert.deepEqual(twice.records, [RIGHT_LINE]);
    assert.equal(twice.problems.length, 2);
    const around = outcome({
      'a/main.tf': RIGHT + call('b', '../b') + call('b2', '../b'),
      'b/main.tf': call('c', '../c') + call('c2', '../c'),
      'c/main.tf': call('a', '../a') + call('a2', '../a'),
    });
    assert.deepEqual(around.records, [RIGHT_LINE]);
  });

  it('are also read if another module comes first among the roots', () => {
    const files = {
      'a/main.tf': call('shared', '../shared'),
      'shared/main.tf': txt('shared', '"v=spf1 -all"'),
      'x/main.tf': RIGHT + call('y', '../y') + call('shared', '../shared'),
      'y/main.tf': call('x', '../x'),
    };
    assert.deepEqual(outcome(files, 'x/main.tf').records, [RIGHT_LINE]);
  });
});

describe('Terraform files that require more work than is allowed', function () {
  this.timeout(60_000);

  it('end: modules that each call the next one many times', () => {
    const files: Record<string, string> = {};
    for (let i = 0; i < 15; i++) {
      files[`m${i}/main.tf`] =
        (i === 0 ? RIGHT : '') +
        [0, 1, 2, 3].map((n) => `module "m${n}" {\n source = "../m${i + 1}"\n}\n`).join('');
    }
    files['m15/main.tf'] = txt('leaf', '"v=spf1 -all"');
    const { records } = outcome(files);
    assert.deepEqual(records, [RIGHT_LINE]);
  });

  it('end: endlessly nested modules', () => {
    const files: Record<string, string> = {};
    for (let i = 0; i < 100; i++) files[`m${i}/main.tf`] = `module "m" {\n source = "../m${i + 1}"\n}\n`;
    files['m100/main.tf'] = '';
    const workspace = terraform(files, ['m0/main.tf']);
    assert.deepEqual(problemLines(workspace, 'm16/main.tf'), [
      '2:11 "../m17": mailtxt does not follow modules more than 16 levels deep.',
    ]);
  });

  it('end: `count` and `for_each` over a million', () => {
    for (const [argument, problem] of [
      ['count = 1000000', 'mailtxt does not evaluate more than 10000 instances one by one.'],
      ['for_each = toset([for i in range(1000) : tostring(i)])', undefined],
      ['for_each = toset(range(1000000))', undefined],
      ['for_each = toset(concat(range(9000), range(9000)))', undefined],
    ] as const) {
      const { problems, records } = outcome({ 'main.tf': RIGHT + txt('many', '"x"', `  ${argument}\n`) });
      assert.ok(records.includes(RIGHT_LINE), argument);
      assert.ok(records.length <= 10_001, argument);
      if (problem !== undefined) assert.match(problems.join('\n'), new RegExp(problem), argument);
    }
  });

  for (const [what, element, problem] of [
    ['with different values each time', '"${a}${b}"', /^9:\d+ .*This module takes too much work to evaluate/],
    ['that are evaluated once', '"x"', /^9:\d+ .*This is too large to evaluate/],
  ] as const) {
    it(`end, with a report of the place and with earlier results: nested loops ${what}`, () => {
      const loops = `[for a in range(9000) : [for b in range(9000) : [for c in range(9000) : ${element}]]]`;
      const { problems, records } = outcome({
        'main.tf': `${RIGHT}locals {\n  many = ${loops}\n}\n${txt('many', 'length(local.many)')}`,
      });
      assert.ok(records.includes(RIGHT_LINE));
      assert.match(problems[0] ?? '', problem);
    });
  }

  it('end: locals that double', () => {
    const text = Array.from({ length: 60 }, (_, i) => `  t${i + 1} = "\${local.t${i}}\${local.t${i}}"`);
    const list = Array.from({ length: 60 }, (_, i) => `  l${i + 1} = [local.l${i}, local.l${i}]`);
    const { records, problems } = outcome({
      'main.tf': `${RIGHT}locals {
  t0 = "v=spf1"
  l0 = ["a"]
${[...text, ...list].join('\n')}
}
${txt('text', 'local.t60')}${txt('list', 'jsonencode(local.l60)')}${txt('equal', 'local.l60 == local.l59 ? "a" : "b"')}`,
    });
    const [right, doubled, ...others] = records;
    assert.equal(right, RIGHT_LINE);
    assert.match(doubled ?? '', /^text\.example\.com TXT "…/);
    assert.match(others[0] ?? '', /^list\.example\.com TXT "\[+…,…\]/);
    assert.deepEqual(others.slice(1), ['equal.example.com TXT "…"']);
    assert.ok(problems.some((problem) => problem.includes('This is too large to evaluate')));
  });

  it('end: nested lists, one local at a time', () => {
    const lists = Array.from({ length: 5000 }, (_, i) => `  l${i + 1} = [local.l${i}]`);
    const uses = Array.from({ length: 50 }, (_, i) => txt(`u${i}`, `jsonencode(local.l${i * 100})`));
    const { records } = outcome({
      'main.tf': `${RIGHT}locals {\n l0 = []\n${lists.join('\n')}\n}\n${uses.join('')}`,
    });
    assert.ok(records.includes(RIGHT_LINE));
  });

  it('end: a chain of 100,000 locals', () => {
    const locals = Array.from({ length: 100_000 }, (_, i) => `  l${i + 1} = local.l${i}`);
    const { records, problems } = outcome({
      'main.tf': `${RIGHT}locals {\n l0 = "v=spf1 -all"\n${locals.join('\n')}\n}\n${txt('end', 'local.l100000')}`,
    });
    assert.deepEqual(records, [RIGHT_LINE, 'end.example.com TXT "…"']);
    assert.match(problems.join('\n'), /does not follow references more than 200 levels deep/);
  });

  it('end: functions that produce large results from small arguments', () => {
    const big = 'join("", [for i in range(9000) : "0123456789012345678901234567890123456789"])';
    for (const expression of [
      `join(",", formatlist("%s%s", local.big, [for i in range(9000) : "x"]))`,
      `join("", [for i in range(9000) : "\${local.big}\${i}"])`,
      `replace(local.big, "0", local.big)`,
      `length(setproduct(range(90), range(90), range(90), range(90)))`,
      `join("", [for i in range(9000) : sha256(jsonencode([local.big, i]))])`,
      `length(flatten([for i in range(9000) : split("", local.big)]))`,
      `format("%\${local.big}s", "x")`,
      `format("%999999999s", "x")`,
      `strrev(local.big) == local.big ? "a" : "b"`,
      `contains([for i in range(9000) : [for j in range(9000) : j]], 5) ? "a" : "b"`,
    ]) {
      const { records } = outcome({
        'main.tf': `${RIGHT}locals {\n  big = ${big}\n}\n${txt('much', expression)}`,
      });
      assert.ok(records.includes(RIGHT_LINE), expression);
    }
  });

  it('end: patterns on which a backtracking engine would never end', () => {
    const patterns = [
      '(a+)+$',
      '(a+[b]?)+c',
      '(a|a)*b',
      '(.*)(.*)(.*)(.*)(.*)x',
      '((a)+)+b',
      '(a?){50}b',
      'a?'.repeat(60) + 'b',
      '(?:(?:a{1,50}){1,50}){1,50}b',
      '([ab]+)*c',
      '.*.*.*.*=.*',
      '(a{1,100}){1,100}c',
      '(?:a|b|ab)*c',
    ];
    for (const pattern of patterns) {
      const value = `join("", regexall("${pattern}", "${'a'.repeat(200)}"))`;
      const { records } = outcome({ 'main.tf': RIGHT + txt('pattern', value) });
      assert.ok(records.includes(RIGHT_LINE), pattern);
    }
  });

  it('end, with a report of the place: many calls that each take long', () => {
    const letters = 'join("", [for i in range(9000) : "a"])';
    const digits = '[for i in range(5000) : "k${i}"]';
    const calls = [
      'regexall("a*b", local.letters)',
      'regexall("(?:a*b)|a", local.letters)',
      'regexall("(a?){999}[bc]", "${i}${local.letters}")',
      'regexall("${i}\\\\pL{900}", "a")',
      'transpose({ for key in local.digits : key => ["one"] })',
      'format("%[1]v%[1]v%[1]v", local.digits)',
      'split("${substr(local.letters, 0, 4000)}b", "${local.letters}${local.letters}")',
      'yamldecode("[${join(",", local.digits)}]")',
      '"${local.letters}${i}"',
      '[for key in local.digits : key == i]',
    ];
    for (const call of sampled(calls, 2)) {
      const { records, problems } = outcome({
        'main.tf': `${RIGHT}locals {\n  letters = ${letters}\n  digits = ${digits}\n  many = [for i in range(9000) : ${call}]\n}\n${txt('many', 'length(local.many)')}`,
      });
      assert.ok(records.includes(RIGHT_LINE), call);
      assert.match(problems[0] ?? '', /^\d+:\d+ .*(?:too much work|too large)/, call);
    }
  });

  it('still evaluate patterns that are used in practice', () => {
    const { records } = outcome({
      'main.tf':
        txt('split', `join("\\"\\"", regexall(".{1,4}", "v=spf1 -all"))`) +
        txt('name', `replace("a.example.com", "/^(.*)\\\\.example\\\\.com$/", "$1")`) +
        txt('trim', `replace("v=spf1  -all", "/\\\\s+/", " ")`),
    });
    assert.deepEqual(records, [
      'split.example.com TXT "v=sp" "f1 -" "all"',
      'name.example.com TXT "a"',
      'trim.example.com TXT "v=spf1 -all"',
    ]);
  });

  it('end: templates and data in files', () => {
    const loop =
      '%{ for a in list ~}%{ for b in list ~}%{ for c in list ~}${a}${b}${c}%{ endfor ~}%{ endfor ~}%{ endfor ~}';
    const files = {
      'dns/main.tf':
        RIGHT +
        txt('template', `templatefile("loop.tftpl", { list = range(9000) })`) +
        txt('again', `join("", [for i in range(9000) : templatefile("big.tftpl", { list = [i] })])`) +
        txt('yaml', `yamldecode(file("bomb.yaml"))[0]`) +
        txt('deep', `yamldecode(file("deep.yaml"))[0]`) +
        txt('circle', `yamldecode(file("circle.yaml"))[0]`) +
        txt('json', `jsondecode(file("deep.json"))[0]`) +
        txt('decodes', `join("", [for i in range(9000) : jsonencode(yamldecode(file("big.yaml")))])`),
      'dns/loop.tftpl': loop,
      'dns/big.tftpl': 'x'.repeat(1 << 19) + '${list[0]}',
      'dns/bomb.yaml': `a: &a [x,x,x,x,x,x,x,x,x]\n${['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'].map((c, i) => `${c}: &${c} [${`*${'abcdefghi'[i] ?? ''},`.repeat(9)}]`).join('\n')}\n`,
      'dns/deep.yaml': '? '.repeat(100_000),
      'dns/circle.yaml': '&a [*a, x]',
      'dns/deep.json': '['.repeat(100_000),
      'dns/big.yaml': '- abcdefghijklmnopqrst\n'.repeat(20_000),
    };
    const { records } = outcome(files);
    assert.ok(records.includes(RIGHT_LINE));
  });

  it('end: huge numbers of hosts, addresses and services', () => {
    const many = (count: number, what: string): string =>
      Array.from({ length: count }, () => what).join('\n');
    const fleet = (inside: string): string =>
      `resource "google_compute_instance" "a" {\n  count = 9999\n${inside}\n}\n`;
    const host = 'hcloud_rdns" "a" {\n  count = 9999\n  ip_address = local.big\n  dns_ptr = local.big\n}\n';
    for (const text of [
      fleet(many(5000, 'disk {\n a = 1\n}')),
      fleet(`network_interface {\n${many(5000, 'access_config {\n nat_ip = "192.0.2.1"\n}')}\n}`),
      fleet(
        'dynamic "network_interface" {\n for_each = range(9000)\n content {\n dynamic "access_config" {\n for_each = range(9000)\n content {\n nat_ip = "192.0.2.1"\n}\n}\n}\n}',
      ),
      `locals {\n  big = join("", [for i in range(9000) : "mail.example."])\n}\nresource "${host}`,
      Array.from(
        { length: 3000 },
        (_, i) =>
          `resource "aws_nat_gateway" "g${i}" {\n  allocation_id = aws_nat_gateway.g${(i + 1) % 3000}.id\n}\n`,
      ).join(''),
      'resource "mailgun_domain" "a" {\n  count = 9999\n  name = "m${count.index}.example.com"\n}\n',
    ]) {
      const { records } = outcome({ 'main.tf': text + RIGHT });
      assert.deepEqual(records, [RIGHT_LINE], text.slice(0, 60));
    }
  });

  it('end, with a report: files nested 10,000 deep', () => {
    for (const [open, close] of [
      ['[', ']'],
      ['(', ')'],
      ['{ a = ', '}'],
      ['"${', '}"'],
      ['!', ''],
      ['[for a in ', ' : a]'],
    ] as const) {
      const nested = `${open.repeat(10_000)}1${close.repeat(10_000)}`;
      const { records } = outcome({
        'main.tf': `${RIGHT}locals {\n  deep = ${nested}\n}\n${txt('deep', 'local.deep')}`,
      });
      assert.ok(records.includes(RIGHT_LINE), open);
    }
    const blocks = outcome({ 'main.tf': `${RIGHT}${'a {\n'.repeat(10_000)}${'}\n'.repeat(10_000)}` });
    assert.deepEqual(blocks.records, [RIGHT_LINE]);
    assert.equal(blocks.problems.length, 1);
    assert.match(blocks.problems[0] ?? '', /Nested too deeply/);
    const json = outcome({ 'main.tf.json': `{"resource": ${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}` });
    assert.match(json.problems[0] ?? '', /[Nn]ested/);
  });

  it('end: 1 MB on one line', () => {
    const long = `v=spf1 ${'ip4:192.0.2.1 '.repeat(80_000)}-all`;
    const { records } = outcome({ 'main.tf': RIGHT + txt('long', `"${long}"`) });
    assert.ok(records.includes(RIGHT_LINE));
    const many = Array.from({ length: 2000 }, (_, i) => `"v=spf1 ip4:192.0.2.${i % 250} -all"`).join(', ');
    assert.ok(outcome({ 'main.tf': RIGHT + txt('many', many) }).records.includes(RIGHT_LINE));
  });

  it('end: more parts of one value than a function call has room for', () => {
    const count = 150_000;
    const many = '1, '.repeat(count);
    for (const [what, files] of [
      ['locals', { 'dns/main.tf': `${RIGHT}locals {\n${'a = 1\n'.repeat(count)}}\n` }],
      ['elements', { 'dns/main.tf': `${RIGHT}locals {\n  a = [replace("x", "y", "z"), ${many}]\n}\n` }],
    ] as const) {
      assert.ok(outcome(files).records.includes(RIGHT_LINE), what);
    }
  });

  it('read nothing outside the folders', () => {
    const files = {
      'a/main.tf': txt('secret', 'file("../../../etc/passwd"), file("/etc/passwd"), file("\\u0000")'),
    };
    assert.deepEqual(outcome(files).records, Array(3).fill('secret.example.com TXT "…"'));
  });
});
