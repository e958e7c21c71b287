import assert from 'node:assert/strict';
import { alignAssignments } from '../../../server/src/formats/terraform/write/align.ts';
import { MAX_ENTRIES } from '../../../server/src/formats/terraform/write/own-entry.ts';
import type { RecordChange } from '../../../server/src/records/format.ts';
import { changed, recordLinesOf, withCrlf } from './record-changes.ts';
import type { Files } from './record-changes.ts';

interface Case {
  readonly what: string;
  readonly files: Files;
  /** The record that is changed, or its start. */
  readonly record: string;
  readonly change: RecordChange;
  /** Removed and added lines, with the file if there are several; `undefined`: the change cannot be made. */
  readonly diff: readonly string[] | undefined;
}

const txt = (owner: string, ...strings: string[]): RecordChange => ({
  kind: 'add',
  owner,
  type: 'TXT',
  strings,
});
const mx = (owner: string, data: string): RecordChange => ({ kind: 'add', owner, type: 'MX', data });
const REMOVE: RecordChange = { kind: 'remove' };
const move = (name: string): RecordChange => ({ kind: 'rename-owner', name });

const LIST = `locals {
  records = [
    { name = "@", type = "TXT", value = "v=spf1 -all" },
    { name = "www", type = "CNAME", value = "example.com" },
  ]
}

resource "cloudflare_record" "all" {
  for_each = { for r in local.records : "\${r.name}-\${r.type}" => r }
  zone_id  = "example.com"
  name     = each.value.name
  type     = each.value.type
  content  = each.value.value
}
`;

const LONG_LIST = `variable "records" {
  default = [
    {
      name    = ""
      type    = "TXT"
      ttl     = 300
      records = ["v=spf1 -all"]
    },
    {
      name    = "mail"
      type    = "MX"
      ttl     = 300
      records = ["10 a.example.net.", "20 b.example.net."]
    }
  ]
}
resource "aws_route53_record" "all" {
  count   = length(var.records)
  zone_id = "example.com"
  name    = var.records[count.index].name
  type    = var.records[count.index].type
  ttl     = var.records[count.index].ttl
  records = var.records[count.index].records
}
`;

/** The key is the name, and an expression adds quotes around the value. */
const QUOTED = `locals {
  texts = {
    "_dmarc" = { value = "v=DMARC1; p=none" }
    "mail"   = { value = "v=spf1 -all" }
  }
}

resource "hcloud_zone_rrset" "texts" {
  for_each = local.texts
  zone     = "example.com"
  name     = each.key
  type     = "TXT"
  records  = [{ value = "\\"\${each.value.value}\\"" }]
}
`;

const MAP = `locals {
  txt = {
    spf    = "v=spf1 -all"
    _dmarc = "v=DMARC1; p=none"
  }
}
resource "cloudflare_record" "txt" {
  for_each = local.txt
  zone_id  = "example.com"
  name     = each.key
  type     = "TXT"
  content  = each.value
}
`;

const DYNAMIC = `locals {
  values = ["v=spf1 -all", "proof=1"]
  hosts = {
    "a.example.net" = 10
    "b.example.net" = 20
  }
}
resource "azurerm_dns_txt_record" "apex" {
  name                = "@"
  zone_name           = "example.com"
  resource_group_name = "dns"
  ttl                 = 300

  dynamic "record" {
    for_each = local.values
    content {
      value = record.value
    }
  }
}
resource "azurerm_dns_mx_record" "apex" {
  name                = "@"
  zone_name           = "example.com"
  resource_group_name = "dns"
  ttl                 = 300

  dynamic "record" {
    for_each = local.hosts
    content {
      preference = record.value
      exchange   = record.key
    }
  }
}
`;

const AZURE = `resource "azurerm_dns_txt_record" "apex" {
  name                = "@"
  zone_name           = azurerm_dns_zone.main.name
  resource_group_name = "dns"
  ttl                 = 300

  record {
    value = "v=spf1 -all"
  }

  tags = {
    team = "mail"
  }
}

resource "azurerm_dns_zone" "main" {
  name = "example.com"
}

resource "azurerm_dns_mx_record" "apex" {
  name                = "@"
  zone_name           = azurerm_dns_zone.main.name
  resource_group_name = "dns"
  ttl                 = 300

  record {
    preference = 10
    exchange   = "a.example.net."
  }

  record {
    preference = 20
    exchange   = "b.example.net."
  }
}
`;

const JSON_FILE = `{
  "resource": {
    "aws_route53_record": {
      "spf": {
        "zone_id": "example.com",
        "name": "example.com",
        "type": "TXT",
        "ttl": 300,
        "records": ["v=spf1 -all"]
      },
      "mx": {
        "zone_id": "example.com",
        "name": "example.com",
        "type": "MX",
        "ttl": 300,
        "records": [
          "10 a.example.net",
          "20 b.example.net"
        ]
      }
    },
    "cloudflare_record": {"a": {"zone_id": "example.com", "name": "a", "type": "TXT", "content": "x"}}
  }
}
`;

const MODULE_FILE = `variable "zone" {}
variable "records" {
  default = {}
}
variable "domain" {
  default = ""
}
resource "aws_route53_record" "all" {
  for_each = var.records
  zone_id  = var.zone
  name     = each.key
  type     = each.value.type
  ttl      = 300
  records  = each.value.values
}
`;

const CALLERS: Files = {
  '/dns/main.tf': `module "a" {
  source = "./m"
  zone   = "example.com"
  records = {
    "example.com" = { type = "TXT", values = ["v=spf1 -all"] }
    "mail"        = { type = "A", values = ["192.0.2.1"] }
  }
}
module "b" {
  source = "./m"
  zone   = "example.org"
  records = {
    "example.org" = { type = "MX", values = ["10 mx.example.net"] }
  }
}
`,
  '/dns/m/main.tf': MODULE_FILE,
};

const mailModule = (calls: string): Files => ({
  '/dns/main.tf': calls,
  '/dns/m/main.tf': `variable "zone" {}
variable "domain" {}
resource "aws_route53_record" "spf" {
  zone_id = var.zone
  name    = var.domain
  type    = "TXT"
  ttl     = 300
  records = ["v=spf1 -all"]
}
`,
});
const call = (name: string, domain: string): string =>
  `module "${name}" {\n  source = "./m"\n  zone   = "${domain}"\n  domain = "${domain}"\n}\n`;

const LIST_OF_CALL: Files = {
  '/dns/main.tf': `locals {
  spf = "v=spf1 -all"
}
module "a" {
  source = "./m"
  values = [local.spf, "proof=1"]
}
`,
  '/dns/m/main.tf': `variable "values" {}
resource "aws_route53_record" "txt" {
  zone_id = "example.com"
  name    = ""
  type    = "TXT"
  ttl     = 300
  records = var.values
}
`,
};

const HCLOUD = `resource "hcloud_zone_rrset" "mx" {
  zone = "example.com"
  name = "@"
  type = "MX"
  records = [
    { value = "10 a.example.net." },
    { value = "20 b.example.net." },
  ]
}
`;

const CASES: readonly Case[] = [
  {
    what: 'adds an entry whose value gets quotes from an expression',
    files: { 'm/main.tf': QUOTED },
    record: 'mail.example.com',
    change: txt('_tls.example.com', 'new=1'),
    diff: ['+    "_tls"   = { value = "new=1" }'],
  },
  {
    what: 'does not add a second entry with a name that is the key',
    files: { 'm/main.tf': QUOTED },
    record: 'mail.example.com',
    change: txt('mail.example.com', 'verification=1'),
    diff: undefined,
  },
  {
    what: 'adds an object to the list that for_each iterates over',
    files: { 'main.tf': LIST },
    record: 'example.com TXT',
    change: txt('_dmarc.example.com', 'v=DMARC1; p=none'),
    diff: ['+    { name = "_dmarc", type = "TXT", value = "v=DMARC1; p=none" },'],
  },
  {
    what: 'adds an object of another type, with its members',
    files: { 'main.tf': LIST },
    record: 'example.com TXT',
    change: { kind: 'add', owner: 'autoconfig.example.com', type: 'CNAME', data: 'mail.example.net.' },
    diff: ['+    { name = "autoconfig", type = "CNAME", value = "mail.example.net" },'],
  },
  {
    what: 'does not add an MX record if objects have no preference',
    files: { 'main.tf': LIST },
    record: 'example.com TXT',
    change: mx('example.com', '10 mx.example.net.'),
    diff: undefined,
  },
  {
    what: 'removes an object of a list',
    files: { 'main.tf': LIST },
    record: 'www.example.com CNAME',
    change: REMOVE,
    diff: ['-    { name = "www", type = "CNAME", value = "example.com" },'],
  },
  {
    what: 'adds an object over several lines to the default of a variable',
    files: { 'main.tf': LONG_LIST },
    record: 'example.com TXT',
    change: txt('_dmarc.example.com', 'v=DMARC1; p=none'),
    diff: [
      '+    {',
      '+      name    = "_dmarc"',
      '+      type    = "TXT"',
      '+      ttl     = 300',
      '+      records = ["v=DMARC1; p=none"]',
      '+    },',
    ],
  },
  {
    what: 'adds a value to the list of an object',
    files: { 'main.tf': LONG_LIST },
    record: 'example.com TXT',
    change: txt('example.com', 'proof=1'),
    diff: ['-      records = ["v=spf1 -all"]', '+      records = ["v=spf1 -all", "proof=1"]'],
  },
  {
    what: 'adds an MX record to the list of an object',
    files: { 'main.tf': LONG_LIST },
    record: 'mail.example.com MX 10',
    change: mx('mail.example.com', '30 c.example.net.'),
    diff: [
      '-      records = ["10 a.example.net.", "20 b.example.net."]',
      '+      records = ["10 a.example.net.", "20 b.example.net.", "30 c.example.net."]',
    ],
  },
  {
    what: 'removes a value from the list of an object',
    files: { 'main.tf': LONG_LIST },
    record: 'mail.example.com MX 10',
    change: REMOVE,
    diff: [
      '-      records = ["10 a.example.net.", "20 b.example.net."]',
      '+      records = ["20 b.example.net."]',
    ],
  },
  {
    what: 'adds an object to the values of a variable',
    files: {
      'main.tf': LIST.replace(/locals \{[^]*?\n\}\n/, 'variable "records" {}\n').replace('local.', 'var.'),
      'terraform.tfvars':
        'records = [\n  { name = "@", type = "TXT", value = "v=spf1 -all" },\n  { name = "www", type = "A", value = "192.0.2.1" }\n]\n',
    },
    record: 'www.example.com A',
    change: txt('_dmarc.example.com', 'v=DMARC1; p=none'),
    diff: [
      '-  { name = "www", type = "A", value = "192.0.2.1" }',
      '+  { name = "www", type = "A", value = "192.0.2.1" },',
      '+  { name = "_dmarc", type = "TXT", value = "v=DMARC1; p=none" },',
    ],
  },
  {
    what: 'adds an entry to a map, and aligns the others',
    files: { 'main.tf': MAP },
    record: '_dmarc.example.com TXT',
    change: txt('_mta-sts.example.com', 'v=STSv1; id=1'),
    diff: [
      '-    spf    = "v=spf1 -all"',
      '-    _dmarc = "v=DMARC1; p=none"',
      '+    spf      = "v=spf1 -all"',
      '+    _dmarc   = "v=DMARC1; p=none"',
      '+    _mta-sts = "v=STSv1; id=1"',
    ],
  },
  {
    what: 'removes an entry of a map, and aligns the others',
    files: { 'main.tf': MAP },
    record: '_dmarc.example.com TXT',
    change: REMOVE,
    diff: ['-    spf    = "v=spf1 -all"', '-    _dmarc = "v=DMARC1; p=none"', '+    spf = "v=spf1 -all"'],
  },
  {
    what: 'adds the value that dynamic blocks are made from',
    files: { 'main.tf': DYNAMIC },
    record: 'example.com TXT "v=spf1',
    change: txt('example.com', 'proof=2'),
    diff: ['-  values = ["v=spf1 -all", "proof=1"]', '+  values = ["v=spf1 -all", "proof=2", "proof=1"]'],
  },
  {
    what: 'adds the host and the preference that dynamic blocks are made from',
    files: { 'main.tf': DYNAMIC },
    record: 'example.com MX 20',
    change: mx('example.com', '30 c.example.net.'),
    diff: ['+    "c.example.net" = 30'],
  },
  {
    what: 'removes the value that a dynamic block is made from',
    files: { 'main.tf': DYNAMIC },
    record: 'example.com MX 10',
    change: REMOVE,
    diff: ['-    "a.example.net" = 10'],
  },
  {
    what: 'adds a block to a resource with one',
    files: { 'main.tf': AZURE.replace(/\n {2}tags = \{[^}]*\}\n/, '') },
    record: 'example.com TXT',
    change: txt('example.com', 'proof=1'),
    diff: ['+', '+  record {', '+    value = "proof=1"', '+  }'],
  },
  {
    what: 'adds a block for a mail server',
    files: { 'main.tf': AZURE },
    record: 'example.com MX 20',
    change: mx('example.com', '30 c.example.net.'),
    diff: ['+', '+  record {', '+    preference = 30', '+    exchange   = "c.example.net."', '+  }'],
  },
  {
    what: 'adds a resource with a block',
    files: { 'main.tf': AZURE.replace(/\n {2}tags = \{[^}]*\}\n/, '') },
    record: 'example.com MX 10',
    change: txt('_dmarc.example.com', 'v=DMARC1; p=none'),
    diff: [
      '+',
      '+resource "azurerm_dns_txt_record" "dmarc" {',
      '+  name                = "_dmarc"',
      '+  zone_name           = azurerm_dns_zone.main.name',
      '+  resource_group_name = "dns"',
      '+  ttl                 = 300',
      '+',
      '+  record {',
      '+    value = "v=DMARC1; p=none"',
      '+  }',
      '+}',
    ],
  },
  {
    what: 'moves a block to a resource of its own',
    files: { 'main.tf': AZURE },
    record: 'example.com MX 20',
    change: move('mail.example.com'),
    diff: [
      '+}',
      '+',
      '+resource "azurerm_dns_mx_record" "mail" {',
      '+  name                = "mail"',
      '+  zone_name           = azurerm_dns_zone.main.name',
      '+  resource_group_name = "dns"',
      '+  ttl                 = 300',
    ],
  },
  {
    what: 'adds an object to the items of a resource',
    files: { 'main.tf': HCLOUD },
    record: 'example.com MX 10',
    change: mx('example.com', '30 c.example.net.'),
    diff: ['+    { value = "30 c.example.net." },'],
  },
  {
    what: 'adds a resource to JSON, formatted like the others',
    files: { 'main.tf.json': JSON_FILE },
    record: 'example.com TXT',
    change: txt('_dmarc.example.com', 'v=DMARC1; p=none; x="${y}"'),
    diff: [
      '+      "dmarc": {',
      '+        "zone_id": "example.com",',
      '+        "name": "_dmarc.example.com",',
      '+        "type": "TXT",',
      '+        "ttl": 300,',
      '+        "records": ["v=DMARC1; p=none; x=\\\\\\"$${y}\\\\\\""]',
      '+      },',
    ],
  },
  {
    what: 'adds a mail server to JSON',
    files: { 'main.tf.json': JSON_FILE },
    record: 'example.com MX 10',
    change: mx('example.com', '30 c.example.net.'),
    diff: [
      '-          "20 b.example.net"',
      '+          "20 b.example.net",',
      '+          "30 c.example.net"',
    ],
  },
  {
    what: 'adds a resource on the line of another one in JSON',
    files: { 'main.tf.json': JSON_FILE },
    record: 'a.example.com TXT',
    change: txt('b.example.com', 'y'),
    diff: [
      '-    "cloudflare_record": {"a": {"zone_id": "example.com", "name": "a", "type": "TXT", "content": "x"}}',
      '+    "cloudflare_record": {"a": {"zone_id": "example.com", "name": "a", "type": "TXT", "content": "x"}, "b": { "zone_id": "example.com", "name": "b", "type": "TXT", "content": "y" }}',
    ],
  },
  {
    what: 'removes a resource from JSON',
    files: { 'main.tf.json': JSON_FILE },
    record: 'example.com TXT',
    change: REMOVE,
    diff: [
      '-      "spf": {',
      '-        "zone_id": "example.com",',
      '-        "name": "example.com",',
      '-        "type": "TXT",',
      '-        "ttl": 300,',
      '-        "records": ["v=spf1 -all"]',
      '-      },',
    ],
  },
  {
    what: 'removes the last resource of a type from JSON',
    files: { 'main.tf.json': JSON_FILE },
    record: 'a.example.com TXT',
    change: REMOVE,
    diff: [
      '-    },',
      '-    "cloudflare_record": {"a": {"zone_id": "example.com", "name": "a", "type": "TXT", "content": "x"}}',
      '+    }',
    ],
  },
  {
    what: 'adds an entry to the argument of the only call that has the record',
    files: CALLERS,
    record: 'example.com TXT',
    change: txt('_dmarc.example.com', 'v=DMARC1; p=none'),
    diff: ['+    "_dmarc"      = { type = "TXT", values = ["v=DMARC1; p=none"] }'],
  },
  {
    what: 'adds a resource to a module that is called once, with a name from its variables',
    files: mailModule(call('a', 'example.com')),
    record: 'example.com TXT',
    change: txt('_dmarc.example.com', 'v=DMARC1; p=none'),
    diff: [
      '+',
      '+resource "aws_route53_record" "dmarc" {',
      '+  zone_id = var.zone',
      '+  name    = "_dmarc.${var.domain}"',
      '+  type    = "TXT"',
      '+  ttl     = 300',
      '+  records = ["v=DMARC1; p=none"]',
      '+}',
    ],
  },
  {
    what: 'adds a resource to the caller of a module that has other callers',
    files: mailModule(call('a', 'example.com') + call('b', 'example.org')),
    record: 'example.com TXT',
    change: txt('_dmarc.example.com', 'v=DMARC1; p=none'),
    diff: [
      '+',
      '+resource "aws_route53_record" "dmarc" {',
      '+  zone_id = "example.com"',
      '+  name    = "_dmarc.example.com"',
      '+  type    = "TXT"',
      '+  ttl     = 300',
      '+  records = ["v=DMARC1; p=none"]',
      '+}',
    ],
  },
  {
    what: 'removes nothing from a module that has other callers',
    files: mailModule(call('a', 'example.com') + call('b', 'example.org')),
    record: 'example.com TXT',
    change: REMOVE,
    diff: undefined,
  },
  {
    what: 'adds a value to a list with a reference, in the argument of a call',
    files: LIST_OF_CALL,
    record: 'example.com TXT "v=spf1',
    change: txt('example.com', 'proof=2'),
    diff: ['-  values = [local.spf, "proof=1"]', '+  values = [local.spf, "proof=1", "proof=2"]'],
  },
  {
    what: 'removes a reference from a list, in the argument of a call',
    files: LIST_OF_CALL,
    record: 'example.com TXT "v=spf1',
    change: REMOVE,
    diff: ['-  values = [local.spf, "proof=1"]', '+  values = ["proof=1"]'],
  },
  {
    what: 'removes nothing from one of two parallel lists',
    files: {
      'main.tf': `locals {
  names  = ["a", "b", "c"]
  values = ["1", "2", "3"]
}
resource "cloudflare_record" "all" {
  count   = 3
  zone_id = "example.com"
  name    = local.names[count.index]
  type    = "TXT"
  content = local.values[count.index]
}
`,
    },
    record: 'a.example.com TXT',
    change: REMOVE,
    diff: undefined,
  },
  {
    what: 'removes the entry of a call',
    files: CALLERS,
    record: 'mail.example.com A',
    change: REMOVE,
    diff: ['-    "mail"        = { type = "A", values = ["192.0.2.1"] }'],
  },
];

/** Many objects in a list; the first one is for the zone itself. */
const many = (count: number): Files => ({
  'main.tf': LIST.replace(
    /( {4}\{ name = "www".*\n)/,
    (line: string) => line + Array.from({ length: count }, (_, i) => line.replace('www', `www${i}`)).join(''),
  ),
});

/** Lines that only one of the texts has, in order: for each run, those of `before` first. */
function diffOf(before: string, after: string): readonly string[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const lengths = old.map(() => new Array<number>(now.length + 1).fill(0));
  lengths.push(new Array<number>(now.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = now.length - 1; j >= 0; j--) {
      const row = lengths[i] ?? [];
      row[j] =
        old[i] === now[j]
          ? (lengths[i + 1]?.[j + 1] ?? 0) + 1
          : Math.max(lengths[i + 1]?.[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  const diff: string[] = [];
  for (let [i, j] = [0, 0]; i < old.length || j < now.length;) {
    if (i < old.length && j < now.length && old[i] === now[j]) [i, j] = [i + 1, j + 1];
    else if (i < old.length && (lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0))
      diff.push(`-${old[i++]}`);
    else diff.push(`+${now[j++]}`);
  }
  return diff;
}

describe('records that are made from collections, blocks and calls', () => {
  it('are not changed in a very long list', () => {
    assert.ok(changed(many(MAX_ENTRIES - 2), 'example.com TXT', REMOVE) !== undefined);
    assert.equal(changed(many(MAX_ENTRIES - 1), 'example.com TXT', REMOVE), undefined);
  });

  for (const { what, files, record, change, diff } of CASES) {
    it(what, () => {
      const made = changed(files, record, change);
      if (diff === undefined) {
        assert.deepEqual(made, undefined);
        return;
      }
      assert.ok(made !== undefined, 'the change is not made');
      const lines = Object.entries(made).flatMap(([path, text]) => diffOf(files[path] ?? '', text));
      assert.deepEqual([...lines].sort(), [...diff].sort(), Object.values(made).join('\n'));
      for (const [path, text] of Object.entries(made)) {
        if (!path.endsWith('.json'))
          assert.equal(alignAssignments(text), text, 'is as terraform fmt writes it');
        else assert.doesNotThrow(() => JSON.parse(text) as unknown);
      }
      assert.deepEqual(changed(withCrlf(files) ?? {}, record, change), withCrlf(made));
      const before = recordLinesOf(files);
      const now = recordLinesOf({ ...files, ...made });
      const added = now.filter((line) => !before.includes(line));
      const gone = before.filter((line) => !now.includes(line));
      assert.equal(now.length - before.length, change.kind === 'add' ? 1 : change.kind === 'remove' ? -1 : 0);
      assert.equal(added.length, change.kind === 'remove' ? 0 : 1);
      assert.equal(gone.length, change.kind === 'add' ? 0 : 1);
      if (change.kind === 'add') assert.ok(added[0]?.startsWith(`${change.owner} ${change.type} `), added[0]);
      else assert.ok(gone[0]?.startsWith(record));
    });
  }
});
