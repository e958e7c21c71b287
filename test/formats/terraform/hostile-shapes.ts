import { txt } from './module.ts';
import type { Files } from './module.ts';

/** A kind of hostile module, of any size. */
export interface HostileModule {
  readonly name: string;
  /** A size at which the growth of the work shows; the default is 64. */
  readonly from?: number;
  /** Its files, by path. The first one is examined. Their size grows with `n`. */
  readonly text: (n: number) => Files;
}

const RIGHT = txt('right', '"v=spf1 -all"');

function times(n: number, what: string | ((i: number) => string), separator = ''): string {
  return Array.from({ length: n }, (_, i) => (typeof what === 'string' ? what : what(i))).join(separator);
}

/** A local with that expression, and a record with its value. */
function local(name: string, text: (n: number) => string, from?: number): HostileModule {
  return {
    name,
    ...(from === undefined ? {} : { from }),
    text: (n) => ({
      'dns/main.tf': `${RIGHT}locals {\n  it = ${text(n)}\n}\n${txt('it', 'local.it')}`,
    }),
  };
}

/** Text after a resource. */
function afterShape(name: string, text: (n: number) => string, from?: number): HostileModule {
  return {
    name,
    ...(from === undefined ? {} : { from }),
    text: (n) => ({ 'dns/main.tf': RIGHT + text(n) }),
  };
}

/** A call that iterates over lists of n elements once. */
function call(name: string, expression: string, from = 64): HostileModule {
  return {
    name: `${name} of n`,
    from,
    text: (n) => ({
      'dns/main.tf': `${RIGHT}locals {
  keys = [${times(n, (i) => `"k${i}"`, ', ')}]
  map  = {${times(n, (i) => `k${i} = "v${i % 7}"`, ', ')}}
  text = "${'a'.repeat(n)}"
  it   = ${expression}
}
${txt('it', 'jsonencode(local.it)')}`,
    }),
  };
}

function data(
  name: string,
  format: 'yaml' | 'json' | 'csv',
  text: (n: number) => string,
  from = 64,
): HostileModule {
  return {
    name: `${format}: ${name}`,
    from,
    text: (n) => ({
      'dns/main.tf': `${RIGHT}${txt('it', `${format}decode(file("data.${format}"))[0]`)}`,
      [`dns/data.${format}`]: text(n),
    }),
  };
}

const SYNTAX: readonly HostileModule[] = [
  ...[
    '[',
    '(',
    '{ a = ',
    '"${',
    '!',
    '-',
    '[for a in ',
    '%{ if ',
    'f(',
    'true ? 1 : ',
    '{ (',
    'a[',
    '[*].',
  ].flatMap((opener): readonly HostileModule[] => [
    local(`n of ${opener} that nothing closes`, (n) => opener.repeat(n), 512),
    local(`n of ${opener} in a string`, (n) => `"${opener.replaceAll('"', '').repeat(n)}"`, 512),
  ]),
  ...(
    [
      ['[', '1', ']'],
      ['(', '1', ')'],
      ['{ a = ', '1', '}'],
      ['"${', '1', '}"'],
      ['f(', '1', ')'],
      ['[for a in ', '[]', ' : a]'],
      ['"%{ if true }', '', '%{ endif }"'],
    ] as const
  ).map(([open, inner, close]) =>
    local(`n levels of ${open}${close}`, (n) => open.repeat(n) + inner + close.repeat(n), 512),
  ),
  ...['+', '&&', '==', '.a', '[0]', '[*]', '.*', ' ? 1 : 2'].map((step) =>
    local(
      `a chain of n of ${step}`,
      (n) => `a${(step.startsWith('.') || step.startsWith('[') ? step : `${step} a`).repeat(n)}`,
      512,
    ),
  ),
  local('a list of n chains', (n) => `[${times(n, `a${'+a'.repeat(50)}`, ',')}]`),
  local('n quotes', (n) => '"'.repeat(n), 512),
  local('n strings that are not closed', (n) => `[\n${'"a\n'.repeat(n)}]`, 512),
  local('n interpolations', (n) => `"${'${"a"}'.repeat(n)}"`, 512),
  local('n interpolations that are not closed', (n) => `"${'${a'.repeat(n)}"`, 512),
  local('n interpolations over lines that are not closed', (n) => `"${'${\n'.repeat(n)}"`, 512),
  local('n escapes', (n) => `"${'\\n\\u0041$${'.repeat(n)}"`, 512),
  local('n wrong escapes', (n) => `"${'\\x'.repeat(n)}"`, 512),
  local('n directives', (n) => `"${'%{ if true }a%{ else }b%{ endif }'.repeat(n)}"`),
  local('n directives that are not ended', (n) => `"${'%{ if true }a'.repeat(n)}"`),
  local('n trims', (n) => `"${'  ${~ "a" ~}  '.repeat(n)}"`),
  local('n heredocs', (n) => `[\n${'<<EOT\n a\nEOT\n,'.repeat(n)}]`),
  local('n indented heredocs', (n) => `[\n${'<<-EOT\n   a\n  b\n  EOT\n,'.repeat(n)}]`),
  local('a heredoc of n lines', (n) => `<<-EOT\n${'    a ${1} b\n'.repeat(n)}  EOT\n`),
  local('n heredocs that are not closed', (n) => '<<EOT\n'.repeat(n), 512),
  local('n heredocs of their own that are not closed', (n) => times(n, (i) => `<<E${i}\n`), 512),
  local('n heredocs that are not closed, with templates', (n) => times(n, (i) => `<<E${i}\n\${a\n`), 512),
  local('n heredocs in strings', (n) => `"${times(n, (i) => `\${<<E${i}\n`)}"`, 512),
  local('n members', (n) => `{${times(n, (i) => `k${i} = 1`, ', ')}}`),
  local('n members of one name', (n) => `{${times(n, 'k = 1', ', ')}}`),
  local('n elements without commas', (n) => `[${'a '.repeat(n)}]`, 512),
  local('n elements that cannot be read', (n) => `[${'a b, '.repeat(n)}]`),
  local('n conditions', (n) => `${times(n, (i) => `local.x == ${i} ? "${i}" : `)}""`),
  local('n unknown conditions', (n) => `[${times(n, (i) => `var.x${i} ? "a" : "b"`, ', ')}]`),
  local('n digits', (n) => '1'.repeat(n), 512),
  local('n points', (n) => `1${'.'.repeat(n)}`, 512),
  local('n letters of a name', (n) => `a.${'b'.repeat(n)}.c`, 512),
  local('n comments', (n) => `1 ${'/* a */ '.repeat(n)}`),
  afterShape('n comments that are not closed', (n) => '/* '.repeat(n), 512),
  afterShape('n comments that turn off on one line', (n) => `${'/* mailtxt-disable-line a */ '.repeat(n)}\n`),
  afterShape('n comments that turn off, a line each', (n) =>
    '# mailtxt-disable-next-line spf-all-pass\n'.repeat(n),
  ),
  afterShape(
    'blanks before n comments',
    (n) => `${' '.repeat(n)}${'/* mailtxt-disable-line a */'.repeat(n)}\n`,
  ),
  afterShape('n blocks that are not closed', (n) => 'a {\n'.repeat(n), 512),
  afterShape('n resources that are not closed', (n) => 'resource "aws_route53_record" "a" {\n'.repeat(n)),
  afterShape('n lists that are not closed in blocks', (n) => 'resource "a" "b" {\n  a = [\n'.repeat(n)),
  afterShape('n closing braces', (n) => '}\n'.repeat(n), 512),
  afterShape('n labels', (n) => `a ${'"b" '.repeat(n)}{\n}\n`, 512),
  afterShape('n labels and no brace', (n) => `a ${'"b" '.repeat(n)}\n`, 512),
  afterShape('n labels and no brace in a list', (n) => `a = [\n${`a ${'b '.repeat(20)}\n`.repeat(n)}`),
  afterShape('n words', (n) => 'a '.repeat(n), 512),
  afterShape('n lines of nothing', (n) => '\n'.repeat(n), 512),
  afterShape('n blanks', (n) => ' '.repeat(n), 512),
  afterShape('a header and n blanks', (n) => `resource${' '.repeat(n)}\n`.repeat(3), 512),
  afterShape('n arguments of one name', (n) => `locals {\n${'  a = 1\n'.repeat(n)}}\n`),
  afterShape('n signs of other languages', (n) => 'é😀 = ☃\n'.repeat(n)),
  afterShape(
    'n calls of replace that lose characters',
    (n) => `locals {\n${times(n, (i) => `  a${i} = replace("x", "/(.{255})./", "$1\\"\\"")\n`)}}\n`,
  ),
  afterShape(
    'n macros',
    (n) => `locals {\n${times(n, (i) => `  a${i} = "v=spf1 exists:%{i}.example.com -all"\n`)}}\n`,
  ),
  {
    name: 'JSON: n levels',
    from: 512,
    text: (n) => ({ 'dns/main.tf.json': `{"locals": ${'{"a":'.repeat(n)}1${'}'.repeat(n)}}` }),
  },
  {
    name: 'JSON: n members of one name',
    text: (n) => ({ 'dns/main.tf.json': `{"locals": {${times(n, '"a": 1', ', ')}}}` }),
  },
  {
    name: 'JSON: n escapes and expressions',
    text: (n) => ({ 'dns/main.tf.json': `{"locals": {"a": "${'\\n${b}'.repeat(n)}"}}` }),
  },
  {
    name: 'JSON: a chain behind n escapes',
    text: (n) => ({ 'dns/main.tf.json': `{"locals": {"a": "${'\\n'.repeat(n)}\${${'a+'.repeat(n)}1}"}}` }),
  },
  {
    name: 'JSON: n resources',
    text: (n) => ({
      'dns/main.tf.json': `{"resource": {"aws_route53_record": {${times(n, (i) => `"a${i}": {"zone_id": "Z", "name": "a", "type": "TXT", "records": ["x"]}`, ', ')}}}}`,
    }),
  },
];

const DECLARATIONS: readonly HostileModule[] = [
  afterShape(
    'n locals, each of the one before',
    (n) =>
      `locals {\n  l0 = "a"\n${times(n, (i) => `  l${i + 1} = local.l${i}\n`)}}\n${txt('it', `local.l${n}`)}`,
  ),
  afterShape(
    'n records of n locals',
    (n) =>
      `locals {\n${times(n, (i) => `  l${i} = "v=spf1 -all"\n`)}}\n${times(n, (i) => txt(`r${i}`, `local.l${i}`))}`,
  ),
  afterShape('n resources of one name', (n) => times(n, txt('same', '"x"'))),
  afterShape('n variables of one name', (n) => times(n, 'variable "a" {\n  default = 1\n}\n')),
  afterShape('n outputs', (n) => times(n, (i) => `output "o${i}" {\n  value = 1\n}\n`)),
  afterShape('n calls of a module that is not there', (n) =>
    times(n, (i) => `module "m${i}" {\n  source = "./none${i}"\n}\n`),
  ),
  afterShape('n calls of itself', (n) => times(n, (i) => `module "m${i}" {\n  source = "./"\n}\n`)),
  afterShape('n calls of a module of a registry', (n) =>
    times(
      n,
      (i) =>
        `module "m${i}" {\n  source = "terraform-aws-modules/route53/aws"\n  name = "example.com"\n  records = { a = { type = "TXT", records = ["v=spf1 -all"] } }\n}\n`,
    ),
  ),
  afterShape('n hosts', (n) => times(n, (i) => `resource "aws_eip" "e${i}" {\n  address = "192.0.2.1"\n}\n`)),
  afterShape('n gateways in a circle', (n) =>
    times(
      n,
      (i) =>
        `resource "aws_nat_gateway" "g${i}" {\n  allocation_id = aws_nat_gateway.g${(i + 1) % n}.id\n}\n`,
    ),
  ),
  afterShape('n records of n zones', (n) =>
    times(
      n,
      (i) =>
        `resource "aws_route53_zone" "z${i}" {\n  name = "z${i}.example.org"\n}\nresource "aws_route53_record" "r${i}" {\n  zone_id = aws_route53_zone.z${i}.zone_id\n  name = "a"\n  type = "TXT"\n  records = ["v=spf1 -all"]\n}\n`,
    ),
  ),
  afterShape('n records at unknown names', (n) =>
    times(
      n,
      (i) =>
        `resource "aws_route53_record" "r${i}" {\n  zone_id = var.z${i}\n  name = var.n${i}\n  type = "TXT"\n  records = ["v=spf1 -all"]\n}\n`,
    ),
  ),
  afterShape('n values of a record', (n) =>
    txt(
      'many',
      times(n, (i) => `"x${i}"`, ', '),
    ),
  ),
  afterShape('n values of a record that are the same', (n) => txt('many', times(n, '"x"', ', '))),
  afterShape(
    'n records of locals, each an attribute of the one before',
    (n) =>
      `locals {\n  l0 = var.x\n${times(n, (i) => `  l${i + 1} = local.l${i}.attribute\n`)}}\n${times(n, (i) => txt(`r${i}`, '"x"').replace('"Z1"', `local.l${i}`))}`,
  ),
  afterShape(
    'n blocks of a resource',
    (n) =>
      `resource "azurerm_dns_txt_record" "a" {\n  name = "a"\n  zone_name = "example.org"\n${times(n, (i) => `  record {\n    value = "x${i}"\n  }\n`)}}\n`,
  ),
  afterShape('for_each over n', (n) =>
    txt('each', 'each.value', `  for_each = {${times(n, (i) => `k${i} = "x${i}"`, ', ')}}\n`),
  ),
  afterShape(
    'dynamic over n',
    (n) =>
      `resource "azurerm_dns_txt_record" "a" {\n  name = "a"\n  zone_name = "example.org"\n  dynamic "record" {\n    for_each = [${times(n, (i) => `"x${i}"`, ', ')}]\n    content {\n      value = record.value\n    }\n  }\n}\n`,
  ),
  afterShape(
    'n optional attributes',
    (n) =>
      `variable "a" {\n  type = object({${times(n, (i) => `a${i} = optional(string, "x")`, ', ')}})\n  default = {}\n}\n${txt('it', 'var.a.a0')}`,
  ),
  {
    name: 'n files of one module',
    text: (n) =>
      Object.fromEntries(
        Array.from({ length: n }, (_, i) => [`dns/f${i}.tf`, txt(`r${i}`, '"v=spf1 -all"')]),
      ),
  },
  {
    name: 'n overrides of one resource',
    text: (n) => ({
      'dns/main.tf': RIGHT,
      'dns/override.tf': times(n, (i) => `resource "aws_route53_record" "right" {\n  ttl = ${i}\n}\n`),
    }),
  },
  {
    name: 'n modules, each called by the one before',
    text: (n) =>
      Object.fromEntries(
        Array.from({ length: n }, (_, i) => [
          `m${i}/main.tf`,
          `${i === 0 ? RIGHT : ''}module "m" {\n  source = "../m${i + 1}"\n}\n`,
        ]),
      ),
  },
  {
    name: 'n modules, all called by one',
    text: (n) => ({
      'dns/main.tf': RIGHT + times(n, (i) => `module "m${i}" {\n  source = "../m${i}"\n}\n`),
      ...Object.fromEntries(
        Array.from({ length: n }, (_, i) => [`m${i}/main.tf`, txt(`r${i}`, '"v=spf1 -all"')]),
      ),
    }),
  },
  {
    name: 'n files of data',
    text: (n) => ({
      'dns/main.tf': RIGHT + times(n, (i) => txt(`r${i}`, `yamldecode(file("d${i}.yaml")).spf`)),
      ...Object.fromEntries(Array.from({ length: n }, (_, i) => [`dns/d${i}.yaml`, 'spf: v=spf1 -all\n'])),
    }),
  },
  {
    name: 'one file of data that is read n times',
    text: (n) => ({
      'dns/main.tf': `${RIGHT}locals {\n${times(n, (i) => `  l${i} = yamldecode(file("d.yaml")).spf\n`)}}\n${txt('it', `local.l${n - 1}`)}`,
      'dns/d.yaml': `spf: v=spf1 -all\nothers: [${times(n, 'x', ', ')}]\n`,
    }),
  },
];

const CALLS: readonly HostileModule[] = [
  call('concat', 'concat(local.keys, local.keys)'),
  call('flatten', 'flatten([for key in local.keys : [key, [key]]])'),
  call('distinct', 'distinct(concat(local.keys, local.keys))'),
  call('toset', 'toset(local.keys)'),
  call('sort', 'sort(local.keys)'),
  call('reverse', 'reverse(local.keys)'),
  call('compact', 'compact(local.keys)'),
  call('chunklist', 'chunklist(local.keys, 1)'),
  call('setunion', 'setunion(local.keys, local.keys)'),
  call('setsubtract', 'setsubtract(local.keys, local.keys)'),
  call('setintersection', 'setintersection(local.keys, local.keys)'),
  call('setproduct', 'setproduct(local.keys, ["a"])'),
  call('merge', 'merge(local.map, local.map)'),
  call('zipmap', 'zipmap(local.keys, local.keys)'),
  call('matchkeys', 'matchkeys(local.keys, local.keys, local.keys)'),
  call('transpose', 'transpose({ for key in local.keys : key => ["one"] })'),
  call('transpose, all to one key,', 'length(transpose({ for key in local.keys : key => ["one"] })["one"])'),
  call('index', 'index(local.keys, "none")'),
  call('contains', 'contains(local.keys, local.keys)'),
  call('keys and values', '[keys(local.map), values(local.map)]'),
  call('equal lists', 'local.keys == local.keys'),
  call('join', 'join(",", local.keys)'),
  call('split', 'split(",", join(",", local.keys))'),
  call('split into letters', 'split("", local.text)'),
  call('formatlist', 'formatlist("%s-%s", local.keys, "x")'),
  call('format, its values n times,', '[for key in local.keys : format("%s", key)]'),
  call('replace', 'replace(local.text, "a", "b")'),
  call('replace by a pattern', 'replace(local.text, "/a/", "b")'),
  call('regexall', 'regexall("a", local.text)', 256),
  call('regexall, in pieces,', 'regexall(".{1,9}", local.text)', 256),
  call('trim', 'trim(local.text, "a")', 512),
  call('chomp', 'chomp("${join("", [for key in local.keys : "\\n"])}x")'),
  call('jsonencode', 'jsonencode(local.map)'),
  call('jsondecode', 'jsondecode(jsonencode(local.map))'),
  call('yamldecode', 'yamldecode("[${join(",", local.keys)}]")'),
  call('csvdecode', 'csvdecode(join("\\n", local.keys))'),
  call('splat', 'local.keys[*].a'),
  call('for', '[for i, key in local.keys : "${i}${key}" if key != "k1"]'),
  call('for that groups', '{ for key in local.keys : "one" => key... }'),
  call('loops within each other', '[for a in local.keys : [for b in local.keys : "x"]][0]'),
  call('a template', '"%{ for key in local.keys }${key}%{ endfor }"'),
  call('the list and map functions', '[list(local.keys...), map(local.keys...)]'),
  call('max', 'max([for i, key in local.keys : i]...)'),
  call('try', 'try([for key in local.keys : key.none]...)'),
  call('coalesce', 'coalesce([for key in local.keys : ""]...)'),
];

const DATA: readonly HostileModule[] = [
  data(
    'n records that merge one map',
    'yaml',
    (n) => `- {d: &d {type: TXT}}\n${times(n, (i) => `- <<: *d\n  name: n${i}\n`)}`,
  ),
  data('n aliases of the list that they are in', 'yaml', (n) => `&a [x, ${times(n, '*a', ', ')}]`),
  data('n anchors and aliases', 'yaml', (n) => times(n, (i) => `- &a${i} x\n- *a${i}\n`)),
  data('n aliases of the first anchor', 'yaml', (n) => `- &a x\n${times(n, '- *a\n')}`),
  data('n levels that double', 'yaml', (n) =>
    times(n, (i) => (i === 0 ? '- &a0 [x, x]\n' : `- &a${i} [*a${i - 1}, *a${i - 1}]\n`)),
  ),
  data(
    'n levels that merge',
    'yaml',
    (n) => times(n, (i) => (i === 0 ? '- &m0 {k0: x}\n' : `- &m${i}\n  <<: *m${i - 1}\n  k${i}: x\n`)),
    16,
  ),
  data('n merges in one map', 'yaml', (n) => `- &a {x: y}\n- ${times(n, '<<: *a', '\n  ')}\n`),
  data('n levels', 'yaml', (n) => '['.repeat(n) + ']'.repeat(n), 512),
  data('n levels of keys', 'yaml', (n) => '? '.repeat(n), 512),
  data('n blanks before each line', 'yaml', (n) => `- a:\n${times(50, `${' '.repeat(n)}b\n`)}`),
  data('n lines of a block', 'yaml', (n) => `- |\n${'  text\n'.repeat(n)}`),
  data('n lines that are folded', 'yaml', (n) => `- >\n${'  text\n\n'.repeat(n)}`),
  data('n escapes', 'yaml', (n) => `- "${'\\n'.repeat(n)}"\n`),
  data('n faults', 'yaml', (n) => 'a: b: c\n'.repeat(n)),
  data('n open quotes', 'yaml', (n) => '- "a\n'.repeat(n)),
  data('n levels', 'json', (n) => '['.repeat(n) + ']'.repeat(n), 512),
  data('n numbers', 'json', (n) => `[${times(n, '1', ',')}]`),
  data('n members of one name', 'json', (n) => `[{${times(n, '"a": 1', ',')}}]`),
  data('n escapes', 'json', (n) => `["${'\\n'.repeat(n)}"]`),
  data('n blanks', 'json', (n) => `[${' '.repeat(n)}1]`, 512),
  data('n rows', 'csv', (n) => `a,b\n${times(n, (i) => `x${i},y\n`)}`),
  data('n rows in quotes', 'csv', (n) => `a,b\n${times(n, (i) => `"x${i}","y"\n`)}`),
  data('n double quotes', 'csv', (n) => `a\n"${'""'.repeat(n)}"\n`),
  data('n columns', 'csv', (n) => `${times(n, (i) => `c${i}`, ',')}\n${times(n, 'x', ',')}\n`),
  data('n quotes that are not closed', 'csv', (n) => `a\n${'"x\n'.repeat(n)}`),
];

export const HOSTILE_MODULES: readonly HostileModule[] = [...SYNTAX, ...DECLARATIONS, ...CALLS, ...DATA];
