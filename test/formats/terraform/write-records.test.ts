import type { RecordChange } from '../../../server/src/records/format.ts';
import { checkCases } from './record-changes.ts';
import type { Case } from './record-changes.ts';

/** A TXT record and an address, with these names. */
function named(txt: string, host: string): string {
  return `resource "cloudflare_record" "txt" {
  zone_id = "example.com"
  name    = "${txt}"
  type    = "TXT"
  content = "x=1"
}

resource "cloudflare_record" "www" {
  zone_id = "example.com"
  name    = "${host}"
  type    = "A"
  content = "192.0.2.1"
}
`;
}

const ROUTE53 = `resource "aws_route53_zone" "main" {
  name = "example.com"
}

# The senders of mail.
resource "aws_route53_record" "spf" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "example.com"
  type    = "TXT"
  ttl     = 300
  records = ["v=spf1 mx -all", "proof=1"]
}

# Who gets reports,
# once a day.
resource "aws_route53_record" "dmarc" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "dmarc.example.com."
  type    = "TXT"
  ttl     = 300
  records = ["v=DMARC1; p=none"]
}

resource "aws_route53_record" "mx" {
  zone_id = aws_route53_zone.main.zone_id
  name    = ""
  type    = "MX"
  ttl     = 300
  records = [
    "10 a.example.net.", # the old one
    "20 b.example.net.",
    "30 c.example.net."
  ]
}
`;

const DMARC_BLOCK = ROUTE53.slice(
  ROUTE53.indexOf('# Who gets'),
  ROUTE53.indexOf('resource "aws_route53_record" "mx"'),
);
const REMOVE = { kind: 'remove' } as const;
const rename = (name: string): RecordChange => ({ kind: 'rename-owner', name });

const cloudflare = (name: string, more = ''): string => `resource "cloudflare_record" "a" {
  zone_id = "abc"
  name    = ${name}
  type    = "TXT"
  content = "v=DMARC1; p=none"
${more}}
`;

const AZURE = `resource "azurerm_dns_txt_record" "apex" {
  name                = "@"
  zone_name           = "example.com"
  resource_group_name = "dns"
  ttl                 = 300

  record {
    value = "v=spf1 mx -all"
  }

  record {
    value = "v=spf1 a -all"
  }
}
`;

const GOOGLE_MODULE = `module "dns" {
  source = "terraform-google-modules/cloud-dns/google"
  domain = "example.com."
  recordsets = [
    {
      name    = ""
      type    = "SPF"
      records = ["\\"v=spf1 mx -all\\""]
    },
    {
      name    = "_dmarc"
      type    = "TXT"
      records = ["\\"v=DMARC1; p=none\\""]
    },
  ]
}
`;

const JSON_CONFIGURATION = `{"resource": {"aws_route53_record": {"a": {
  "zone_id": "Z1",
  "name": "example.com",
  "type": "TXT",
  "records": [
    "v=spf1 mx -all",
    "proof=1"
  ]
}}}}
`;

const YAML = `records:
  - name: dmarc
    text: v=DMARC1; p=none
  - name: www
    text: v=spf1 -all
`;
const OF_YAML = `resource "aws_route53_zone" "main" {
  name = "example.com"
}
resource "aws_route53_record" "all" {
  for_each = { for one in yamldecode(file("\${path.module}/dns.yaml")).records : one.name => one }
  zone_id  = aws_route53_zone.main.zone_id
  name     = each.value.name
  type     = "TXT"
  records  = [each.value.text]
}
`;

const CASES: readonly Case[] = [
  {
    what: 'removes an element of a list, with its comma',
    record: 'example.com TXT "proof=1"',
    change: REMOVE,
    files: { 'main.tf': ROUTE53 },
    after: { 'main.tf': ROUTE53.replace(', "proof=1"', '') },
    records: [],
  },
  {
    what: 'removes the first element of a list',
    record: 'example.com TXT "v=spf1',
    change: REMOVE,
    files: { 'main.tf': ROUTE53 },
    after: { 'main.tf': ROUTE53.replace('"v=spf1 mx -all", ', '') },
    records: [],
  },
  {
    what: 'removes an element with its line and the comment there',
    record: 'example.com MX 10',
    change: REMOVE,
    files: { 'main.tf': ROUTE53 },
    after: { 'main.tf': ROUTE53.replace('    "10 a.example.net.", # the old one\n', '') },
    records: [],
  },
  {
    what: 'removes the last element, which has no comma after it',
    record: 'example.com MX 30',
    change: REMOVE,
    files: { 'main.tf': ROUTE53 },
    after: { 'main.tf': ROUTE53.replace('    "30 c.example.net."\n', '') },
    records: [],
  },
  {
    what: 'removes a resource with the comment above it',
    record: 'dmarc.example.com TXT',
    change: REMOVE,
    files: { 'main.tf': ROUTE53 },
    after: { 'main.tf': ROUTE53.replace(DMARC_BLOCK, '') },
    records: [],
  },
  {
    what: 'leaves no empty line at the end of the file',
    record: 'b.example.com',
    change: REMOVE,
    files: {
      'main.tf': `${cloudflare('"a.example.com"')}\n${cloudflare('"b.example.com"').replace('"a"', '"b"')}`,
    },
    after: { 'main.tf': cloudflare('"a.example.com"') },
    records: [],
  },
  {
    what: 'keeps a comment that turns off rules from there on',
    record: 'a.example.com',
    change: REMOVE,
    files: {
      'main.tf': `# mailtxt-disable dmarc-missing\n# ours\n${cloudflare('"a.example.com"')}\n${cloudflare('"b.example.com"').replace('"a"', '"b"')}`,
    },
    after: {
      'main.tf': `# mailtxt-disable dmarc-missing\n\n${cloudflare('"b.example.com"').replace('"a"', '"b"')}`,
    },
    records: [],
  },
  {
    what: 'keeps a resource that another file refers to',
    record: 'dmarc.example.com TXT',
    change: REMOVE,
    files: {
      'main.tf': ROUTE53,
      'outputs.tf': 'output "name" {\n  value = aws_route53_record.dmarc.fqdn\n}\n',
    },
    after: undefined,
  },
  {
    what: 'keeps a resource with several instances from computed keys',
    record: 'a.example.com',
    change: REMOVE,
    files: { 'main.tf': cloudflare('"${each.key}.example.com"', '  for_each = toset(split(",", "a,b"))\n') },
    after: undefined,
  },
  {
    what: 'keeps a resource that currently has one instance',
    record: 'a.example.com',
    change: REMOVE,
    files: { 'main.tf': cloudflare('"a.example.com"', '  count = 1\n') },
    after: undefined,
  },
  {
    what: 'keeps a value that an expression adds to the list',
    record: 'example.com TXT "proof=1"',
    change: REMOVE,
    files: {
      'main.tf': ROUTE53.replace('["v=spf1 mx -all", "proof=1"]', 'concat(["v=spf1 mx -all"], ["proof=1"])'),
    },
    after: undefined,
  },
  {
    what: 'keeps a list that two modules use',
    record: 'a.example.com TXT "proof=1"',
    change: REMOVE,
    files: {
      '/dns/main.tf': `module "a" {\n  source = "./m"\n  name   = "a"\n}\nmodule "b" {\n  source = "./m"\n  name   = "b"\n}\n`,
      '/dns/m/main.tf': `variable "name" {}\n${cloudflare('"${var.name}.example.com"').replace('cloudflare_record', 'aws_route53_record').replace('content = "v=DMARC1; p=none"', 'records = ["x=1", "proof=1"]')}`,
    },
    after: undefined,
  },
  {
    what: 'removes an element of a list in a local that is used once',
    record: 'example.com TXT "proof=1"',
    change: REMOVE,
    files: {
      'main.tf': ROUTE53.replace('["v=spf1 mx -all", "proof=1"]', 'local.txt'),
      'locals.tf': 'locals {\n  txt = [\n    "v=spf1 mx -all",\n    "proof=1",\n  ]\n}\n',
    },
    after: { 'locals.tf': 'locals {\n  txt = [\n    "v=spf1 mx -all",\n  ]\n}\n' },
    records: [],
  },
  {
    what: 'keeps a list in a local that is used twice',
    record: 'example.com TXT "proof=1"',
    change: REMOVE,
    files: {
      'main.tf': ROUTE53.replace('["v=spf1 mx -all", "proof=1"]', 'local.txt'),
      'locals.tf':
        'locals {\n  txt = ["v=spf1 mx -all", "proof=1"]\n}\noutput "txt" {\n  value = local.txt\n}\n',
    },
    after: undefined,
  },
  {
    what: 'removes one of several blocks',
    record: 'example.com TXT "v=spf1 a -all"',
    change: REMOVE,
    files: { 'main.tf': AZURE },
    after: { 'main.tf': AZURE.replace('\n  record {\n    value = "v=spf1 a -all"\n  }\n', '') },
    records: [],
  },
  {
    what: 'removes an object of a list',
    record: 'example.com SPF',
    change: REMOVE,
    files: { 'main.tf': GOOGLE_MODULE },
    after: { 'main.tf': GOOGLE_MODULE.replace(/ {4}\{\n {6}name {4}= ""[^}]*\},\n/, '') },
    records: [],
  },
  {
    what: 'removes the last element of a JSON list',
    record: 'example.com TXT "proof=1"',
    change: REMOVE,
    files: { 'main.tf.json': JSON_CONFIGURATION },
    after: { 'main.tf.json': JSON_CONFIGURATION.replace(',\n    "proof=1"', '') },
    records: [],
  },
  {
    what: 'renames a record whose whole name is in the source',
    record: 'dmarc.example.com',
    change: rename('_dmarc.example.com'),
    files: { 'main.tf': ROUTE53 },
    after: { 'main.tf': ROUTE53.replace('"dmarc.', '"_dmarc.') },
    records: ['_dmarc.example.com TXT "v=DMARC1; p=none"'],
  },
  {
    what: 'renames a record whose relative name is in the source',
    record: 'dmarc.example.com',
    change: rename('_dmarc.example.com'),
    files: { 'main.tf': ROUTE53.replace('dmarc.example.com.', 'dmarc') },
    after: { 'main.tf': ROUTE53.replace('dmarc.example.com.', '_dmarc') },
    records: ['_dmarc.example.com TXT "v=DMARC1; p=none"'],
  },
  {
    what: 'renames a record if the end of its name is computed',
    record: 'dmarc.example.com',
    change: rename('_dmarc.example.com'),
    files: { 'main.tf': ROUTE53.replace('dmarc.example.com.', 'dmarc.${aws_route53_zone.main.name}') },
    after: { 'main.tf': ROUTE53.replace('dmarc.example.com.', '_dmarc.${aws_route53_zone.main.name}') },
    records: ['_dmarc.example.com TXT "v=DMARC1; p=none"'],
  },
  {
    what: 'does not rename a zone',
    record: 'example.com TXT "v=DMARC1',
    change: rename('_dmarc.example.com'),
    files: { 'main.tf': ROUTE53.replace('"dmarc.example.com."', 'aws_route53_zone.main.name') },
    after: undefined,
  },
  {
    what: 'does not rename if a function changes the text',
    record: 'dmarc.example.com',
    change: rename('_dmarc.example.com'),
    files: { 'main.tf': ROUTE53.replace('"dmarc.example.com."', 'replace("dmarc", "_", "-")') },
    after: undefined,
  },
  {
    what: 'renames a key of for_each',
    record: 'dmarc.example.com',
    change: rename('_dmarc.example.com'),
    files: {
      'main.tf': ROUTE53.replace('"dmarc.example.com."', 'each.key').replace(
        'ttl     = 300\n  records = ["v=DMARC1; p=none"]',
        'ttl     = 300\n  for_each = { dmarc = "v=DMARC1; p=none" }\n  records = [each.value]',
      ),
    },
    after: {
      'main.tf': ROUTE53.replace('"dmarc.example.com."', 'each.key').replace(
        'ttl     = 300\n  records = ["v=DMARC1; p=none"]',
        'ttl     = 300\n  for_each = { "_dmarc" = "v=DMARC1; p=none" }\n  records = [each.value]',
      ),
    },
    records: ['_dmarc.example.com TXT "v=DMARC1; p=none"'],
  },
  {
    what: 'renames in the value of a variable that is used once',
    record: 'dmarc.example.com',
    change: rename('_dmarc.example.com'),
    files: {
      'main.tf': `variable "name" {}\n${ROUTE53.replace('"dmarc.example.com."', 'var.name')}`,
      'terraform.tfvars': 'name = "dmarc"\n',
    },
    after: { 'terraform.tfvars': 'name = "_dmarc"\n' },
    records: ['_dmarc.example.com TXT "v=DMARC1; p=none"'],
  },
  {
    what: 'keeps the value of a variable that is used twice',
    record: 'dmarc.example.com',
    change: rename('_dmarc.example.com'),
    files: {
      'main.tf': `variable "name" {}\n${ROUTE53.replace('"dmarc.example.com."', 'var.name')}output "name" {\n  value = var.name\n}\n`,
      'terraform.tfvars': 'name = "dmarc"\n',
    },
    after: undefined,
  },
  {
    what: 'renames in a local that is used once',
    record: 'dmarc.example.com',
    change: rename('_dmarc.example.com'),
    files: {
      'main.tf': `locals {\n  name = "dmarc"\n}\n${ROUTE53.replace('"dmarc.example.com."', 'local.name')}`,
    },
    after: {
      'main.tf': `locals {\n  name = "_dmarc"\n}\n${ROUTE53.replace('"dmarc.example.com."', 'local.name')}`,
    },
    records: ['_dmarc.example.com TXT "v=DMARC1; p=none"'],
  },
  {
    what: 'renames an argument of a module call',
    record: 'dmarc.example.com',
    change: rename('_dmarc.example.com'),
    files: {
      '/dns/main.tf': 'module "a" {\n  source = "./m"\n  name   = "dmarc.example.com"\n}\n',
      '/dns/m/main.tf': `variable "name" {}\n${cloudflare('var.name')}`,
    },
    after: { '/dns/main.tf': 'module "a" {\n  source = "./m"\n  name   = "_dmarc.example.com"\n}\n' },
    records: ['_dmarc.example.com TXT "v=DMARC1; p=none"'],
  },
  {
    what: 'renames in YAML',
    record: 'dmarc.example.com',
    change: rename('_dmarc.example.com'),
    files: { '/dns/main.tf': OF_YAML, '/dns/dns.yaml': YAML },
    after: { '/dns/dns.yaml': YAML.replace('name: dmarc', 'name: _dmarc') },
    records: ['_dmarc.example.com TXT "v=DMARC1; p=none"'],
  },
  {
    what: 'renames in JSON',
    record: 'example.com TXT "proof',
    change: rename('a.example.com'),
    files: { 'main.tf.json': JSON_CONFIGURATION.replace('"v=spf1 mx -all",', '') },
    after: {
      'main.tf.json': JSON_CONFIGURATION.replace('"v=spf1 mx -all",', '').replace('"example', '"a.example'),
    },
    records: ['a.example.com TXT "proof=1"'],
  },
  {
    what: 'changes the type',
    record: 'dmarc.example.com',
    change: { kind: 'set-type', type: 'SPF' },
    files: { 'main.tf': ROUTE53 },
    after: {
      'main.tf': ROUTE53.replace(
        'TXT"\n  ttl     = 300\n  records = ["v=DM',
        'SPF"\n  ttl     = 300\n  records = ["v=DM',
      ),
    },
    records: ['dmarc.example.com SPF "v=DMARC1; p=none"'],
  },
  {
    what: 'does not make a second record set with the same name and type',
    record: 'example.com TXT',
    change: { kind: 'set-type', type: 'MX' },
    files: { 'main.tf': ROUTE53.replace(', "proof=1"', '') },
    after: undefined,
  },
  {
    what: 'adds a resource after the one in the same zone, formatted like terraform fmt',
    record: 'dmarc.example.com',
    change: { kind: 'add', owner: 's1._domainkey.example.com', type: 'CNAME', data: 's1.example.net.' },
    files: { 'main.tf': ROUTE53 },
    after: {
      'main.tf': ROUTE53.replace(
        'p=none"]\n}\n',
        `p=none"]
}

resource "aws_route53_record" "s1_domainkey" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "s1._domainkey.example.com."
  type    = "CNAME"
  ttl     = 300
  records = ["s1.example.net"]
}
`,
      ),
    },
    records: ['s1._domainkey.example.com CNAME s1.example.net.'],
  },
  {
    what: 'adds a resource with an unused name',
    record: 'example.com MX 10',
    change: { kind: 'add', owner: 'dmarc.example.com', type: 'CNAME', data: 's1.example.net.' },
    files: { 'main.tf': ROUTE53.replace('name    = "dmarc.example.com."', 'name    = "_dmarc"') },
    after: {
      'main.tf': `${ROUTE53.replace('name    = "dmarc.example.com."', 'name    = "_dmarc"')}
resource "aws_route53_record" "dmarc_cname" {
  zone_id = aws_route53_zone.main.zone_id
  name    = "dmarc"
  type    = "CNAME"
  ttl     = 300
  records = ["s1.example.net"]
}
`,
    },
    records: ['dmarc.example.com CNAME s1.example.net.'],
  },
  {
    what: 'adds a resource with a whole name if most names are whole',
    record: 'example.com TXT',
    change: { kind: 'add', owner: '_dmarc.example.com', type: 'TXT', strings: ['v=DMARC1; p=none'] },
    files: { 'main.tf': named('@', 'www.example.com') },
    after: {
      'main.tf': named('@', 'www.example.com').replace(
        '"x=1"\n}\n',
        `"x=1"
}

resource "cloudflare_record" "dmarc" {
  zone_id = "example.com"
  name    = "_dmarc.example.com"
  type    = "TXT"
  content = "v=DMARC1; p=none"
}
`,
      ),
    },
    records: ['_dmarc.example.com TXT "v=DMARC1; p=none"'],
  },
  {
    what: 'adds a resource with a relative name if only the name of the zone is whole',
    record: 'example.com TXT',
    change: { kind: 'add', owner: '_dmarc.example.com', type: 'TXT', strings: ['v=DMARC1; p=none'] },
    files: { 'main.tf': named('example.com', 'www') },
    after: {
      'main.tf': named('example.com', 'www').replace(
        '"x=1"\n}\n',
        `"x=1"
}

resource "cloudflare_record" "dmarc" {
  zone_id = "example.com"
  name    = "_dmarc"
  type    = "TXT"
  content = "v=DMARC1; p=none"
}
`,
      ),
    },
    records: ['_dmarc.example.com TXT "v=DMARC1; p=none"'],
  },
  {
    what: 'adds a value to the record set with the same name and type',
    record: 'example.com TXT "v=spf1',
    change: { kind: 'add', owner: 'example.com', type: 'TXT', strings: ['a "quoted" ${word}'] },
    files: { 'main.tf': ROUTE53 },
    after: {
      'main.tf': ROUTE53.replace('"proof=1"]', () => '"proof=1", "a \\\\\\"quoted\\\\\\" $${word}"]'),
    },
    records: ['example.com TXT "a \\"quoted\\" ${word}"'],
  },
  {
    what: 'adds a value on a line of its own if the others have one',
    record: 'example.com TXT "v=spf1',
    change: { kind: 'add', owner: 'example.com', type: 'TXT', strings: ['new=1'] },
    files: {
      'main.tf': ROUTE53.replace(
        '["v=spf1 mx -all", "proof=1"]',
        '[\n    "v=spf1 mx -all",\n    "proof=1" # ours\n  ]',
      ),
    },
    after: {
      'main.tf': ROUTE53.replace(
        '["v=spf1 mx -all", "proof=1"]',
        '[\n    "v=spf1 mx -all",\n    "proof=1", # ours\n    "new=1",\n  ]',
      ),
    },
    records: ['example.com TXT "new=1"'],
  },
  {
    what: 'adds a value after one without a comma',
    record: 'example.com TXT "v=spf1',
    change: { kind: 'add', owner: 'example.com', type: 'TXT', strings: ['new=1'] },
    files: { 'main.tf.json': JSON_CONFIGURATION },
    after: { 'main.tf.json': JSON_CONFIGURATION.replace('"proof=1"', '"proof=1",\n    "new=1"') },
    records: ['example.com TXT "new=1"'],
  },
  {
    what: 'does not add a value to the lists of several resources',
    record: 'a.example.com TXT "x=1"',
    change: { kind: 'add', owner: 'a.example.com', type: 'TXT', strings: ['new=1'] },
    files: {
      'main.tf': cloudflare('"${each.key}.example.com"', '  for_each = toset(["a", "b"])\n')
        .replace('cloudflare_record', 'aws_route53_record')
        .replace('content = "v=DMARC1; p=none"', 'records = ["x=1"]'),
    },
    after: undefined,
  },
  {
    what: 'adds nothing next to a resource with arguments that may not suit another one',
    record: 'a.example.com',
    change: { kind: 'add', owner: 'b.example.com', type: 'CNAME', data: 's1.example.net.' },
    files: { 'main.tf': cloudflare('"a.example.com"', '  data = {}\n') },
    after: undefined,
  },
];

describe('records of a configuration', () => {
  checkCases(CASES);
});
