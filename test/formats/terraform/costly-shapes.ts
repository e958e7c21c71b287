import { txt } from './module.ts';
import type { Files } from './module.ts';

/** A module that takes as much work, or as much memory, as possible for its size. */
export interface CostlyModule {
  readonly name: string;
  /** Its files, by path. The first one is examined; it also has the record of {@link RIGHT_LINE}. */
  readonly files: () => Files;
}

const RIGHT = txt('right', '"v=spf1 -all"');
export const RIGHT_LINE = 'right.example.com TXT "v=spf1 -all"';

/** Locals that the others use; each is evaluated only where it is used. */
const LOCALS = `
  letters = strrev(join("", [for i in range(9000) : "a"]))
  wide    = strrev(join("", [for i in range(9000) : "€"]))
  million = join("", [for i in range(110) : local.letters])
  digits  = join("", [for i in range(110) : replace(local.letters, "a", strrev("7"))])
  signs   = join("", [for i in range(110) : local.wide])
  commas  = join("", [for i in range(110) : replace(local.letters, "a", strrev(","))])
  lines   = join("\\n", [for i in range(9000) : "aaaa"])
  list    = [for i in range(9999) : "k\${i}"]
  map     = { for i in range(9999) : "k\${i}" => "v" }
  lists   = { for i in range(5000) : "k\${i}" => ["one"] }
  objects = [for i in range(3000) : { name = "n\${i}", value = "v=spf1 -all" }]
`;

/** A loop of that value for each \`i\`, as often as there is work for, and a record that shows how many there are. */
function loop(name: string, value: string, more = ''): CostlyModule {
  return {
    name,
    files: () => ({
      'dns/main.tf': `${RIGHT}locals {${LOCALS}${more}
  many = [for i in range(9000) : length([for j in range(900) : ${value} if i >= 0])]
}
${txt('many', 'length(local.many)')}`,
    }),
  };
}

/** Separate locals, so that all of their values are kept. */
function kept(name: string, value: (i: number) => string, count = 2000, more = ''): CostlyModule {
  return {
    name,
    files: () => ({
      'dns/main.tf': `${RIGHT}locals {${LOCALS}${more}
${times(count, (i) => `  kept${i} = ${value(i)}\n`)}}
${txt('many', `length([${times(count, (i) => `local.kept${i}, `)}])`)}`,
    }),
  };
}

function times(n: number, what: (i: number) => string): string {
  return Array.from({ length: n }, (_, i) => what(i)).join('');
}

function module(name: string, files: () => Files): CostlyModule {
  return { name, files };
}

/** Each function of the language, with arguments that make it do as much as it can; \`j\` makes the results differ. */
const CALLS: readonly CostlyModule[] = [
  ['abs', 'abs("${local.digits}")'],
  ['max', 'max(range(9999)..., i, j)'],
  ['min of texts', 'min([for k in range(9000) : "${k}"]..., i, j)'],
  ['parseint', 'parseint("${local.digits}", 36)'],
  ['pow', 'pow(i, j)'],
  ['length of a text', 'length("${local.million}${j}")'],
  ['length of a wide text', 'length("${local.signs}${j}")'],
  ['concat', 'length(concat(local.list, [j]))'],
  ['compact', 'length(compact(concat(local.list, [j])))'],
  ['coalesce', 'coalesce("", "", local.signs)'],
  ['coalescelist', 'coalescelist([], [], local.list)'],
  ['flatten', 'length(flatten([local.list, [[j]]]))'],
  ['merge', 'length(merge(local.map, { j = j }))'],
  ['merge of many', 'length(merge([for k in range(5000) : { (k) = j }]...))'],
  ['keys', 'length(keys(merge(local.map, { j = j })))'],
  ['keys of one map', 'length(keys(local.map))'],
  ['values', 'length(values(local.map))'],
  ['element at a number of a million digits', 'element(local.list, local.digits)'],
  ['index', 'index(local.list, "none${j}")'],
  ['index of a list', 'index([for k in local.list : [k]], local.list)'],
  ['slice', 'length(slice(local.list, 0, 9990))'],
  ['chunklist', 'length(chunklist(local.list, 1))'],
  ['contains', 'contains(local.list, "none${j}")'],
  ['contains a large map', 'contains([local.map, local.map], local.map)'],
  ['distinct', 'length(distinct(local.list))'],
  ['reverse', 'length(reverse(local.list))'],
  ['sort', 'length(sort(local.list))'],
  ['sort of the reverse', 'length(sort(reverse(local.list)))'],
  ['range', 'length(range(9999))'],
  ['zipmap', 'length(zipmap(local.list, local.list))'],
  ['setunion', 'length(setunion(local.list, [j]))'],
  ['setsubtract', 'length(setsubtract(local.list, [j]))'],
  ['setintersection', 'length(setintersection(local.list, local.list))'],
  ['setproduct', 'length(setproduct(range(99), range(99)))'],
  ['setproduct of many sets of one', 'length(setproduct([for k in range(3000) : [k]]...))'],
  ['one', 'one([local.signs])'],
  ['sum', 'sum(range(9999))'],
  ['alltrue', 'alltrue([for k in local.list : true])'],
  ['anytrue', 'anytrue(local.list)'],
  ['transpose', 'length(transpose(local.lists))'],
  ['matchkeys', 'length(matchkeys(local.list, local.list, local.list))'],
  ['list', 'length(list(local.list...))'],
  ['map', 'length(map(local.list...))'],
  ['lookup', 'lookup(local.map, "${local.signs}${j}", 1)'],
  ['join', 'length(join(local.letters, range(100)))'],
  ['join of one text', 'length(join("", local.list))'],
  ['split', 'length(split(",", local.lines))'],
  ['split into lines', 'length(split("\\n", local.lines))'],
  ['split into letters', 'length(split("", local.letters))'],
  [
    'split by a text that is nearly there',
    'length(split("${substr(local.letters, 0, 4000)}b", local.million))',
  ],
  ['format', 'length(format("%s-%s", local.letters, j))'],
  ['format with a wide field', 'length(format("%9999d", j))'],
  ['format with many wide fields', 'length(format(local.fields, j))'],
  ['format of a list many times', 'length(format("%[1]v%[1]v%[1]v%[1]v", local.list))'],
  ['formatlist', 'length(formatlist("%s-%s", local.list, j))'],
  ['formatlist of wide fields', 'length(formatlist("%4000s", local.list))'],
  ['formatlist with many values', 'length(formatlist("x", local.list, local.list...))'],
  [
    'formatlist with many values that are no lists',
    'length(formatlist("x", local.list, [for k in range(9999) : 1]...))',
  ],
  ['lower', 'length(lower("${local.million}${j}"))'],
  ['upper of signs that get longer', 'length(upper("${local.sharp}${j}"))'],
  ['title', 'length(title("${local.million}${j}"))'],
  ['title of many words', 'length(title(local.words))'],
  ['trimspace', 'length(trimspace("${local.blanks}${j}"))'],
  ['chomp', 'length(chomp(local.newlines))'],
  ['trim', 'length(trim(local.million, "a"))'],
  ['trimprefix', 'length(trimprefix("${local.signs}${j}", local.signs))'],
  ['trimsuffix', 'length(trimsuffix(local.signs, local.signs))'],
  ['substr', 'length(substr("${local.signs}${j}", 1, -1))'],
  ['strrev', 'length(strrev(local.signs))'],
  ['indent', 'length(indent(1000, local.lines))'],
  ['startswith', 'startswith("${local.signs}${j}", local.signs)'],
  ['endswith', 'endswith(local.signs, local.signs)'],
  ['strcontains', 'strcontains(local.million, "${substr(local.letters, 0, 4000)}b")'],
  ['strcontains what is there twice', 'strcontains(local.million, "${local.letters}b")'],
  ['replace', 'length(replace(local.million, "a", "b"))'],
  ['replace by nothing', 'length(replace(local.million, "a", ""))'],
  ['replace with a pattern', 'length(replace(local.letters, "/a/", "$0"))'],
  ['replace with a pattern by nothing', 'length(replace(local.million, "/a+/", ""))'],
  ['replace with a pattern by many references', 'length(replace(local.letters, "/a/", local.references))'],
  ['replace with pieces', 'length(replace(local.million, "/(.{255})/", "$1 "))'],
  ['regex', 'regex("a*b|c", "${local.letters}c")'],
  ['regex with many groups', 'regex("(?:(a)|b)*(c)", "${local.letters}c")'],
  ['regexall', 'length(regexall("a*b", local.letters))'],
  ['regexall, in pieces', 'length(regexall(".{1,2}", local.letters))'],
  ['regexall, of many empty groups', `length(regexall("${'()'.repeat(240)}", local.letters))`],
  ['regexall, of names', `length(regexall("${times(20, (i) => `(?P<name${i}>a?)`)}", local.letters))`],
  ['regexall, a pattern that is new each time', 'length(regexall("${i}${j}(?:a{1,30}){1,30}", "a"))'],
  ['regexall, a pattern of classes', 'length(regexall("[\\\\pL\\\\pN]{400}${j}", local.wide))'],
  ['regexall, a pattern that goes on', 'length(regexall("(?i)(a|b|c|d|ab)*?x", local.letters))'],
  ['regexall, a pattern that counts', 'length(regexall("(?:a?){300}b", local.letters))'],
  ['regexall, a pattern that is refused', 'can(regexall("(?:(?:(?:a{90}){90}){90}${j}", "a"))'],
  ['regexall, a part that is nearly there', 'length(regexall("aaaaaaaaaaaaaaaaaaaaaaaaab", local.million))'],
  ['jsonencode', 'length(jsonencode([local.map, j]))'],
  ['jsonencode of what is escaped', 'length(jsonencode([local.quotes, j]))'],
  ['jsondecode', 'length(jsondecode(jsonencode(local.map)))'],
  ['jsondecode of a text', 'length(jsondecode("[${join(",", range(9000))},${j}]"))'],
  ['jsondecode of a long text', 'length(jsondecode("\\"${local.million}${j}\\""))'],
  ['yamldecode', 'length(yamldecode("[${join(",", range(5000))},${j}]"))'],
  ['yamldecode of a long text', 'length(yamldecode("${local.million}${j}"))'],
  ['yamldecode of a long comment', 'length(yamldecode("${j}\\n# ${local.million}"))'],
  ['yamldecode of escapes', 'length(yamldecode("\\"${replace(local.letters, "a", "\\\\n")}${j}\\""))'],
  ['yamldecode of lines', 'length(yamldecode("|\\n ${j}\\n${indent(1, local.lines)}"))'],
  ['yamldecode of blank lines', 'length(yamldecode("|\\n a${j}\\n${local.newlines}"))'],
  ['csvdecode', 'length(csvdecode("a${j}\\n${local.lines}"))'],
  ['csvdecode of columns', 'length(csvdecode("${join(",", local.list)}\\n${join(",", local.list)}"))'],
  [
    'csvdecode of columns of one name',
    'length(csvdecode("${local.letters},${local.commas}\\n${local.commas}"))',
  ],
  ['urlencode', 'length(urlencode(local.wide))'],
  ['dirname', 'length(dirname("${local.million}${j}"))'],
  ['dirname of many parts', 'length(dirname(replace(local.million, "a", "/")))'],
  ['basename', 'length(basename("${local.million}${j}"))'],
  ['file', 'length(file("none${j}"))'],
  ['fileexists at a long path', 'can(fileexists("${local.letters}${j}"))'],
  ['fileexists of many parts', 'can(fileexists("${replace(local.letters, "a", "a/")}${j}"))'],
  ['tostring', 'tostring(local.signs)'],
  ['tonumber', 'tonumber("${local.digits}")'],
  ['tobool', 'tobool(local.signs)'],
  ['toset', 'length(toset(local.list))'],
  ['tolist', 'tolist(local.list)[0]'],
  ['defaults', 'length(defaults(local.map, local.map))'],
  ['try', 'try(local.map.a.b, local.map.c.d, j)'],
  ['can', 'can(local.map)'],
  ['templatefile that is not there', 'can(templatefile("none", local.map))'],
  ['a function that there is not', 'can(cidrsubnets(local.list, local.list...))'],
].map(([name = '', value = '']) =>
  loop(
    `${name}()`,
    value,
    `
  fields     = join("", [for k in range(99) : "%[1]9999d"])
  sharp      = join("", [for i in range(110) : replace(local.letters, "a", strrev("ß"))])
  words      = join("", [for i in range(110) : replace(local.letters, "a", strrev("a "))])
  blanks     = join("", [for i in range(110) : replace(local.letters, "a", strrev(" "))])
  newlines   = join("", [for i in range(110) : replace(local.letters, "a", strrev("\\n"))])
  quotes     = replace(local.letters, "a", "\\"")
  references = join("", [for k in range(999) : "$0"])
`,
  ),
);

const EXPRESSIONS: readonly CostlyModule[] = [
  loop('a long text as a condition', 'local.signs ? 1 : 2'),
  loop('a long text as a condition that is put together', '"${local.signs}${j}" ? 1 : 2'),
  loop('a long number', '-local.digits'),
  loop('a sum with a long number', 'local.digits + j'),
  loop('a long text that is denied', '!local.signs'),
  loop('long texts that are compared', 'local.signs == local.million'),
  loop('long texts and an operator', 'local.signs && local.signs'),
  loop('large maps that are compared', 'local.map == local.map'),
  loop('an element at a long number', 'local.list[local.digits]'),
  loop('an element of a long name', 'local.map[local.signs]'),
  loop('an element of a long name, of what is unknown', 'var.none[local.signs]'),
  loop('an attribute of a long name, of what is unknown', `var.none.${'x'.repeat(100_000)}`),
  loop('a local of a long name', `local.${'x'.repeat(100_000)}`, `\n  ${'x'.repeat(100_000)} = 1`),
  loop('a resource of a long name', `aws_eip.${'x'.repeat(100_000)}.id`),
  loop('a function of a long name', `can(${'x'.repeat(100_000)}(j))`),
  loop('a long condition that is unknown', `var.x == "${'x'.repeat(100_000)}" ? local.map : local.map`),
  loop('a loop that ends at its first element', '[for k, v in local.map : v if var.none == j]'),
  loop('a loop that ends at its first key', '{ for k, v in local.map : var.none => v if j != 0 }'),
  loop('a loop over a list that ends at its first element', '[for k, v in local.list : v if var.none == j]'),
  loop('sha512', 'sha512("${local.signs}${j}")'),
  loop('md5 of a short text', 'md5("${j}")'),
  loop('base64decode', 'base64decode(base64encode("${local.letters}${j}"))'),
  loop('base64decode of a long text', 'base64decode(local.million)'),
  loop('textdecodebase64', 'textdecodebase64("${local.letters}${j}", "UTF-16LE")'),
  loop('urlencode', 'urlencode("${local.wide}${j}")'),
  loop('urldecode', 'urldecode("${local.wide}${j}")'),
  loop('yamlencode of escapes', `yamlencode(["\${j}${'\\t'.repeat(20_000)}"])`),
  loop('yamlencode of a large map', 'yamlencode(local.map)'),
  loop('yamlencode of many lines', 'yamlencode(local.lines)'),
  loop('formatdate', 'formatdate(join("", [for i in range(9000) : "EEEE "]), "2026-11-30T00:00:00Z")'),
  loop('timeadd', 'timeadd("2026-11-30T00:00:00Z", "${j}h")'),
  loop('cidrsubnets', 'cidrsubnets("10.0.0.0/8", [for i in range(9000) : 20]...)'),
  loop('cidrhost', 'cidrhost("2001:db8::/32", j)'),
  loop('setintersection', 'setintersection(local.list, local.list, local.list)'),
  loop('parseint', 'parseint(local.digits, 10)'),
  loop('templatestring', 'templatestring("$${a}${local.letters}", { a = j })'),
  loop('templatestring of many parts', `templatestring("${'$${a}'.repeat(5000)}", { a = j })`),
  loop('convert', 'convert(local.objects, list(object({ name = string, more = optional(string, "x") })))'),
  loop('paths', 'dirname(join("/", local.list))'),
  loop('fileset of a long pattern', `fileset(".", "${'*a'.repeat(5000)}")`),
  module('fileset of many folders', () => ({
    'dns/main.tf': `${RIGHT}${txt('many', 'length([for i in range(9000) : fileset(".", "**/${i}")])')}`,
    ...Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`dns/dns/f${i}/${'a'.repeat(200)}`, ''])),
  })),
  module('fileset that compares long names', () => ({
    'dns/main.tf': `${RIGHT}${txt('many', `length([for i in range(9000) : fileset("dns", "*${'a'.repeat(100)}b\${i}")])`)}`,
    ...Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`dns/dns/${i}${'a'.repeat(200)}`, ''])),
  })),
  loop('a loop that takes nothing', 'length([for k, v in local.map : v if j < 0])'),
  loop('a loop that groups', 'length({ for k, v in local.map : v => "${k}${j}"... })'),
  loop(
    'a template loop that is full at once',
    'length("%{ for k, v in local.map }${local.million}${local.million}${j}%{ endfor }")',
  ),
  loop('a template loop', 'length("%{ for k, v in local.map }%{ if j == 0 }x%{ endif }%{ endfor }")'),
  loop('a text of many escapes', `"${'\\n'.repeat(60_000)}"`),
  loop('a long text with one part', `"${'€'.repeat(500_000)}"`),
  loop('a heredoc of many lines', `length(<<EOT\n${'a\n'.repeat(50_000)}EOT\n)`),
  loop('many small texts', '"x${i}-${j}"'),
  loop('many small lists', '[i, [j]]'),
  loop('many small maps', '{ a = i, b = j }'),
  loop('many numbers', 'i * j'),
  loop('many unknown values', 'var.none[i][j].a.b.c'),
  loop('a splat', 'length(local.objects[*].value)'),
  loop('splats in splats', 'length([local.objects, local.objects][*][*].value)'),
  loop('a splat on what is no list', 'local.map[*].none'),
  loop('a chain of operators', `j${'+ 1'.repeat(500)}`),
  loop('nested conditions', `${'j == 0 ? 1 : '.repeat(100)}2`),
  loop('a large object', `length({ ${times(500, (i) => `k${i} = j, `)} })`),
  loop('an object whose keys are worked out', 'length({ "${local.million}${j}" = 1 })'),
  loop('what is tried in what is tried', `${'try(var.none.a.b.c.d, '.repeat(15)}j${')'.repeat(15)}`),
  loop('a long chain that is tried', `try(local.map${'.a'.repeat(150)}, j)`),
  kept('texts of many escapes', (i) => `"${'\\n'.repeat(2000)}${i}"`, 400),
  kept('long texts', (i) => `"\${local.million}${i}"`),
  kept('long wide texts', (i) => `"\${local.signs}${i}"`),
  kept('long texts of many pieces', (i) => `"\${join("", local.list)}${i}"`),
  kept('large maps', (i) => `merge(local.map, { x = ${i} })`),
  kept('large lists', (i) => `concat(local.list, [${i}])`),
  kept('letters', (i) => `split("", "\${local.letters}${i}")`),
  kept('matches', (i) => `regexall("(a)", "\${local.letters}${i}")`),
  kept('slices of long texts', (i) => `substr(local.signs, ${i + 1}, 900000)`),
  kept('ranges', (i) => `range(${i}, ${9000 + i})`, 5000),
  kept('products', (i) => `setproduct(range(99), range(${i}, ${99 + i}))`),
  kept(
    'rows of many columns',
    (i) =>
      `csvdecode("${times(100, (k) => `c${k},`)}${i}\\n\${join("\\n", [for k in range(900) : "${','.repeat(100)}"])}")`,
    500,
  ),
  kept('ranges that never end', (i) => `range(10000000000000000, 1000000000000${String(5000 + i)}, 0.6)`, 3),
];

const DECLARATIONS: readonly CostlyModule[] = [
  module('locals that each refer to all others before them', () => ({
    'dns/main.tf': `${RIGHT}locals {\n${times(1500, (i) => `  l${i} = [${times(i, (k) => `local.l${k}[0],`)} 1]\n`)}}\n${txt('it', 'local.l1499[0]')}`,
  })),
  module('locals that each refer to all others', () => ({
    'dns/main.tf': `${RIGHT}locals {\n${times(1200, (i) => `  l${i} = "${times(1200, (k) => (k === i ? '' : `\${local.l${k}}`))}"\n`)}}\n${txt('it', 'local.l0')}`,
  })),
  module('resources over a large map', () => ({
    'dns/main.tf': `${RIGHT}locals {${LOCALS}}\n${times(5000, (i) => txt(`r${i}`, '"x"', '  for_each = local.map\n'))}`,
  })),
  module('resources of other kinds over a large map', () => ({
    'dns/main.tf': `${RIGHT}locals {${LOCALS}}\n${times(5000, (i) => `resource "null_resource" "r${i}" {\n  for_each = local.map\n}\n`)}${txt(
      'it',
      times(5000, (i) => `length(null_resource.r${i}), `),
    )}`,
  })),
  module('records of one long text', () => ({
    'dns/main.tf': `${RIGHT}locals {${LOCALS}}\n${txt('it', 'local.million', '  count = 9999\n')}`,
  })),
  module('records of one text of 4,000 characters', () => ({
    'dns/main.tf': `${RIGHT}locals {${LOCALS}}\n${txt('it', 'substr(local.letters, 0, 4000)', '  count = 9999\n')}`,
  })),
  module('records of a text in many strings', () => ({
    'dns/main.tf': `${RIGHT}locals {\n  text = "v=spf1 ${'\\"\\" ip4:192.0.2.1'.repeat(2000)} -all"\n}\n${txt('it', 'local.text', '  count = 9999\n')}`,
  })),
  module('records of long SPF', () => ({
    'dns/main.tf': `${RIGHT}locals {\n  text = "v=spf1 ${'include:_spf.example.net '.repeat(150)}-all"\n}\n${txt('it', 'local.text', '  count = 9999\n').replace('"it.example.com"', '"n${count.index}.example.com"')}`,
  })),
  module('records of a large list', () => ({
    'dns/main.tf': `${RIGHT}locals {${LOCALS}}\n${txt('it', 'x').replace('[x]', '[for one in local.list : "v=spf1 include:${one}.example.net -all"]')}`,
  })),
  module('records whose names are long', () => ({
    'dns/main.tf': `${RIGHT}locals {${LOCALS}}\n${txt('it', '"x"', '  count = 9999\n').replace('"it.example.com"', '"${local.million}.example.com"')}`,
  })),
  module('records in zones whose names are long', () => ({
    'dns/main.tf': `${RIGHT}locals {${LOCALS}}\nresource "aws_route53_zone" "z" {\n  name = local.million\n}\n${txt('it', '"x"', '  count = 9999\n').replace('"Z1"', 'aws_route53_zone.z.zone_id')}`,
  })),
  module('records in large lists of zones', () => ({
    'dns/main.tf': `${RIGHT}locals {${LOCALS}}\nresource "aws_route53_zone" "z" {\n  for_each = local.map\n  name = each.key\n}\n${txt('it', '"x"', '  count = 9999\n').replace('"Z1"', 'values(aws_route53_zone.z)[*].zone_id')}`,
  })),
  module('a resource of many blocks, asked for what it does not have', () => ({
    'dns/main.tf': `${RIGHT}resource "aws_eip" "e" {\n${times(9000, (i) => `  b${i} {\n  }\n`)}}\nlocals {\n  many = [for i in range(9000) : [for j in range(9000) : aws_eip.e.none]]\n}\n${txt('it', 'length(local.many)')}`,
  })),
  module('a resource of many arguments, asked for the last', () => ({
    'dns/main.tf': `${RIGHT}resource "aws_eip" "e" {\n${times(9000, (i) => `  a${i} = 1\n`)}}\nlocals {\n  many = [for i in range(9000) : [for j in range(9000) : aws_eip.e.a8999]]\n}\n${txt('it', 'length(local.many)')}`,
  })),
  module('dynamic blocks in dynamic blocks', () => ({
    'dns/main.tf': `${RIGHT}resource "google_dns_record_set" "r" {\n  count = 9999\n  name = "a.example.com."\n  managed_zone = "z"\n  type = "TXT"\n  routing_policy {\n  dynamic "wrr" {\n    for_each = range(9000)\n    content {\n      weight = 1\n      rrdatas = [wrr.value]\n    }\n  }\n  }\n}\n`,
  })),
  module('blocks with many others around them', () => ({
    'dns/main.tf': `${RIGHT}resource "azurerm_dns_txt_record" "a" {\n  count = 9999\n  name = "a"\n  zone_name = "example.org"\n${'  record {\n    value = "x"\n  }\n'.repeat(2000)}}\n`,
  })),
  module('objects of an argument', () => ({
    'dns/main.tf': `${RIGHT}locals {${LOCALS}}\nresource "hcloud_zone_rrset" "a" {\n  count = 9999\n  zone = "example.org"\n  name = "a"\n  type = "TXT"\n  records = local.objects\n}\n`,
  })),
  module('uses of a module with many inputs', () => ({
    'dns/main.tf': `${RIGHT}module "m" {\n  source = "../m"\n  count = 9999\n${times(2000, (i) => `  a${i} = 1\n`)}}\n`,
    'm/main.tf': 'variable "a0" {\n}\n',
  })),
  module('uses of a module with long inputs', () => ({
    'dns/main.tf': `${RIGHT}module "m" {\n  source = "../m"\n  count = 9999\n  a = true ? "x" : [${'"aaaa", '.repeat(20_000)}]\n}\n`,
    'm/main.tf': `variable "a" {\n}\n${txt('m', 'var.a')}`,
  })),
  module('uses of a module with a large type', () => ({
    'dns/main.tf': `${RIGHT}locals {${LOCALS}}\nmodule "m" {\n  source = "../m"\n  count = 9999\n  a = {}\n}\n`,
    'm/main.tf': `variable "a" {\n  type = object({ ${times(3000, (i) => `k${i} = optional(string), `)} })\n}\n${txt('m', 'var.a.k1')}`,
  })),
  module('uses of a module with a large input', () => ({
    'dns/main.tf': `${RIGHT}locals {${LOCALS}}\nmodule "m" {\n  source = "../m"\n  count = 9999\n  a = local.map\n}\n`,
    'm/main.tf': `variable "a" {\n  type = object({})\n}\n${txt('m', 'var.a.k1')}`,
  })),
  module('uses of a module with a large list of objects', () => ({
    'dns/main.tf': `${RIGHT}locals {${LOCALS}}\nmodule "m" {\n  source = "../m"\n  count = 9999\n  a = [for i in range(40) : local.map]\n}\n`,
    'm/main.tf': `variable "a" {\n  type = list(object({}))\n}\n${txt('m', 'var.a[0].k1')}`,
  })),
  module('uses of a module of many resources of other kinds', () => ({
    'dns/main.tf': `${RIGHT}module "m" {\n  source = "../m"\n  count = 9999\n}\n`,
    'm/main.tf': times(5000, (i) => `resource "null_resource" "r${i}" {\n}\n`),
  })),
  module('uses of a module of many calls without a source', () => ({
    'dns/main.tf': `${RIGHT}module "m" {\n  source = "../m"\n  count = 9999\n}\n`,
    'm/main.tf': times(3000, (i) => `module "r${i}" {\n}\n`),
  })),
  module('uses of a module of many outputs', () => ({
    'dns/main.tf': `${RIGHT}module "m" {\n  source = "../m"\n  count = 9999\n}\n${txt('it', 'length(module.m[*].o1)')}`,
    'm/main.tf': times(3000, (i) => `output "o${i}" {\n}\n`),
  })),
  module('uses of a module with a long name', () => ({
    'dns/main.tf': `${RIGHT}module "${'m'.repeat(200_000)}" {\n  source = "../m"\n}\n`,
    'm/main.tf': `locals {\n  many = [for i in range(9000) : [for j in range(9000) : var.none]]\n}\n${txt('m', 'length(local.many)')}`,
  })),
  module('resources with a long name', () => ({
    'dns/main.tf': `${RIGHT}${txt('m'.repeat(200_000), '"x"', '  count = 9999\n').replace(/name = "m+\.example\.com"/, 'name = "x.example.com"')}`,
  })),
  module('modules that double, over 14 levels', () => ({
    'm0/main.tf': RIGHT + times(2, (i) => `module "m${i}" {\n  source = "../m1"\n}\n`),
    ...Object.fromEntries(
      Array.from({ length: 14 }, (_, level) => [
        `m${level + 1}/main.tf`,
        times(2, (i) => `module "m${i}" {\n  source = "../m${level + 2}"\n}\n`) + txt('m', '"x"'),
      ]),
    ),
  })),
  module('modules that pass a large list on', () => ({
    'm0/main.tf': `${RIGHT}locals {${LOCALS}}\nmodule "m" {\n  source = "../m1"\n  a = local.list\n}\n`,
    ...Object.fromEntries(
      Array.from({ length: 15 }, (_, level) => [
        `m${level + 1}/main.tf`,
        `variable "a" {\n  type = list(string)\n}\nmodule "m" {\n  source = "../m${level + 2}"\n  count = 9\n  a = concat(var.a, ["x"])\n}\n${txt('m', 'var.a...')}`,
      ]),
    ),
  })),
  module('outputs of many modules', () => ({
    'dns/main.tf': `${RIGHT}module "m" {\n  source = "../m"\n  count = 9999\n}\nlocals {\n  many = [for i in range(9000) : module.m]\n}\n${txt('it', 'length(local.many)')}`,
    'm/main.tf': 'output "o" {\n  value = "x"\n}\n',
  })),
  module('overrides that override each other', () => ({
    'dns/main.tf': `${RIGHT}${txt('it', '"x"', '  count = 9999\n')}`,
    'dns/override.tf': times(3000, (i) => `resource "aws_route53_record" "it" {\n  x${i} = 1\n}\n`),
  })),
  module('addresses of many hosts', () => ({
    'dns/main.tf': `${RIGHT}locals {${LOCALS}}\nresource "hcloud_rdns" "a" {\n  count = 9999\n  ip_address = "192.0.2.1"\n  dns_ptr = local.million\n}\n`,
  })),
];

const DATA: readonly CostlyModule[] = [
  module('a large YAML file', () => ({
    'dns/main.tf': RIGHT + txt('it', 'yamldecode(file("d.yaml"))[0]'),
    'dns/d.yaml': '- v=spf1 -all\n'.repeat(39_000),
  })),
  module('a YAML file of escapes', () => ({
    'dns/main.tf': RIGHT + txt('it', 'yamldecode(file("d.yaml"))'),
    'dns/d.yaml': `"${'\\n'.repeat(500_000)}"`,
  })),
  module('many YAML files of escapes', () => ({
    'dns/main.tf': RIGHT + times(60, (i) => txt(`it${i}`, `yamldecode(file("d${i}.yaml"))`)),
    ...Object.fromEntries(
      Array.from({ length: 60 }, (_, i) => [`dns/d${i}.yaml`, `"${'\\n'.repeat(500_000)}"`]),
    ),
  })),
  module('many JSON files of escapes', () => ({
    'dns/main.tf': RIGHT + times(60, (i) => txt(`it${i}`, `jsondecode(file("d${i}.json"))[0]`)),
    ...Object.fromEntries(
      Array.from({ length: 60 }, (_, i) => [`dns/d${i}.json`, `["${'\\n'.repeat(500_000)}"]`]),
    ),
  })),
  module('many large JSON files', () => ({
    'dns/main.tf': RIGHT + times(60, (i) => txt(`it${i}`, `jsondecode(file("d${i}.json"))[0]`)),
    ...Object.fromEntries(
      Array.from({ length: 60 }, (_, i) => [`dns/d${i}.json`, `[${'[],'.repeat(99_000)}1]`]),
    ),
  })),
  module('many large CSV files', () => ({
    'dns/main.tf': RIGHT + times(60, (i) => txt(`it${i}`, `csvdecode(file("d${i}.csv"))[0].a`)),
    ...Object.fromEntries(
      Array.from({ length: 60 }, (_, i) => [`dns/d${i}.csv`, `a\n${'""\n'.repeat(49_000)}`]),
    ),
  })),
  module('a CSV file of quotation marks', () => ({
    'dns/main.tf': RIGHT + txt('it', 'csvdecode(file("d.csv"))[0].a'),
    'dns/d.csv': `a\n"${'""'.repeat(500_000)}"\n`,
  })),
  module('many large files that are no data', () => ({
    'dns/main.tf': RIGHT + times(200, (i) => txt(`it${i}`, `length(file("d${i}.txt"))`)),
    ...Object.fromEntries(
      Array.from({ length: 200 }, (_, i) => [`dns/d${i}.txt`, `${i}${'€'.repeat(1_000_000)}`]),
    ),
  })),
  module('files that are too large to be read', () => ({
    'dns/main.tf': RIGHT + times(60, (i) => txt(`it${i}`, `length(file("d${i}.txt"))`)),
    ...Object.fromEntries(
      Array.from({ length: 60 }, (_, i) => [`dns/d${i}.txt`, `${i}${'€'.repeat(5_000_000)}`]),
    ),
  })),
  module('a large template', () => ({
    'dns/main.tf': `${RIGHT}locals {\n  many = [for i in range(9000) : templatefile("t.tftpl", { a = i })]\n}\n${txt('it', 'length(local.many)')}`,
    'dns/t.tftpl': '${a}'.repeat(100_000),
  })),
  module('a template of directives', () => ({
    'dns/main.tf': `${RIGHT}locals {\n  many = [for i in range(9000) : templatefile("t.tftpl", { a = i })]\n}\n${txt('it', 'length(local.many)')}`,
    'dns/t.tftpl': '%{ if a == 0 }x%{ endif }'.repeat(20_000),
  })),
  module('a template of text', () => ({
    'dns/main.tf': `${RIGHT}locals {\n  many = [for i in range(9000) : length(templatefile("t.tftpl", { a = i }))]\n}\n${txt('it', 'length(local.many)')}`,
    'dns/t.tftpl': '$${'.repeat(300_000),
  })),
  module('YAML whose aliases double', () => ({
    'dns/main.tf': RIGHT + txt('it', 'yamldecode(file("d.yaml"))[0][0]'),
    'dns/d.yaml': `- &a0 [x, x]\n${times(9000, (i) => `- &a${i + 1} [*a${i}, *a${i}]\n`)}`,
  })),
  module('YAML of records that merge one map', () => ({
    'dns/main.tf': RIGHT + txt('it', 'yamldecode(file("d.yaml"))[1].name'),
    'dns/d.yaml': `- {d: &d {${times(200, (i) => `k${i}: x, `)}}}\n${times(9000, (i) => `- <<: *d\n  name: n${i}\n`)}`,
  })),
  module('YAML of aliases of the list that they are in', () => ({
    'dns/main.tf': RIGHT + txt('it', 'yamldecode(file("d.yaml"))[0]'),
    'dns/d.yaml': `&a [x, ${'*a, '.repeat(30_000)}]`,
  })),
  module('YAML with aliases as keys', () => ({
    'dns/main.tf': RIGHT + txt('it', 'yamldecode(file("d.yaml"))[0]'),
    'dns/d.yaml': `- &k x\n${'- *k : y\n'.repeat(15_000)}`,
  })),
  module('YAML with large aliases as keys', () => ({
    'dns/main.tf': RIGHT + txt('it', 'yamldecode(file("d.yaml"))[1]'),
    'dns/d.yaml': `- &k [${'x, '.repeat(2000)}]\n- spf\n${'- *k : y\n'.repeat(9000)}`,
  })),
  module('YAML that merges lists of merges', () => ({
    'dns/main.tf': RIGHT + txt('it', 'yamldecode(file("d.yaml"))[1]'),
    'dns/d.yaml': `- &d {${times(100, (i) => `k${i}: x, `)}}\n- spf\n- &l [${'*d, '.repeat(1000)}]\n${'- <<: *l\n'.repeat(3000)}`,
  })),
];

export const COSTLY_MODULES: readonly CostlyModule[] = [...CALLS, ...EXPRESSIONS, ...DECLARATIONS, ...DATA];
