import assert from 'node:assert/strict';
import { alignAssignments } from '../../../server/src/formats/terraform/write/align.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { configuration } from '../../harness/configuration.ts';
import { assertFixes } from '../../harness/fixes.ts';
import { findingsOf } from '../../harness/workspace.ts';

interface Case {
  readonly what: string;
  readonly files: Readonly<Record<string, string>>;
  /** The file with the finding, its rule, and the lines that the first fix removes and adds. */
  readonly path: string;
  readonly rule: string;
  readonly diff: readonly string[];
}

const each = (records: string): string =>
  `locals {
  records = [
${records}  ]
}

resource "aws_route53_record" "all" {
  for_each = { for r in local.records : "\${r.name}-\${r.type}" => r }
  zone_id  = "example.com"
  name     = r.name
  type     = r.type
  ttl      = 300
  records  = r.values
}
`
    .replaceAll(' r.', ' each.value.')
    .replace('"${each.value.name}', '"${r.name}');

const AZURE_MX = `resource "azurerm_dns_mx_record" "apex" {
  name                = "@"
  zone_name           = "example.com"
  resource_group_name = "dns"
  ttl                 = 300

  record {
    preference = 10
    exchange   = "mx.example.net."
  }

  record {
    preference = 0
    exchange   = "."
  }
}
`;

const MODULE = `variable "zone" {}
variable "mx" {
  default = []
}
variable "txt" {
  default = []
}
resource "aws_route53_record" "mx" {
  zone_id = var.zone
  name    = ""
  type    = "MX"
  ttl     = 300
  records = var.mx
}
resource "aws_route53_record" "txt" {
  zone_id = var.zone
  name    = ""
  type    = "TXT"
  ttl     = 300
  records = var.txt
}
`;

const CASES: readonly Case[] = [
  {
    what: 'an item of a resource is removed',
    files: { 'main.tf': AZURE_MX },
    path: 'main.tf',
    rule: 'mx-null-with-others',
    diff: ['-', '-  record {', '-    preference = 0', '-    exchange   = "."', '-  }'],
  },
  {
    what: 'the host of an item is corrected',
    files: {
      'main.tf': AZURE_MX.replace('mx.example.net.', 'aspmx.l.gogle.com').replace(
        /\n {2}record \{\n[^}]*"\."\n {2}\}\n/,
        '',
      ),
    },
    path: 'main.tf',
    rule: 'mx-provider-typo',
    diff: ['-    exchange   = "aspmx.l.gogle.com"', '+    exchange   = "aspmx.l.google.com."'],
  },
  {
    what: 'a value of an object is removed',
    files: {
      'main.tf': each(
        '    { name = "@", type = "MX", values = ["10 mx.example.net", "0 ."] },\n    { name = "www", type = "A", values = ["192.0.2.1"] },\n',
      ).replace('"@"', '""'),
    },
    path: 'main.tf',
    rule: 'mx-null-with-others',
    diff: [
      '-    { name = "", type = "MX", values = ["10 mx.example.net", "0 ."] },',
      '+    { name = "", type = "MX", values = ["10 mx.example.net"] },',
    ],
  },
  {
    what: 'a value of a JSON list is removed',
    files: {
      'main.tf.json': `{
  "resource": {
    "aws_route53_record": {
      "mx": {
        "zone_id": "example.com",
        "name": "",
        "type": "MX",
        "records": [
          "10 mx.example.net",
          "0 ."
        ]
      }
    }
  }
}
`,
    },
    path: 'main.tf.json',
    rule: 'mx-null-with-others',
    diff: ['-          "10 mx.example.net",', '-          "0 ."', '+          "10 mx.example.net"'],
  },
  {
    what: 'an argument of a call is changed if the module has other callers',
    files: {
      '/dns/main.tf': `module "a" {
  source = "./m"
  zone   = "example.com"
  mx     = ["10 mx.example.net", "0 ."]
}
module "b" {
  source = "./m"
  zone   = "example.org"
  txt    = ["v=spf1 -all"]
}
`,
      '/dns/m/main.tf': MODULE,
    },
    path: '/dns/main.tf',
    rule: 'mx-null-with-others',
    diff: ['-  mx     = ["10 mx.example.net", "0 ."]', '+  mx     = ["10 mx.example.net"]'],
  },
  {
    what: 'a record with the wrong name is moved out of its set',
    files: {
      'main.tf': `resource "aws_route53_record" "txt" {
  zone_id = "example.com"
  name    = "dmarc"
  type    = "TXT"
  ttl     = 300
  records = ["proof=1", "v=DMARC1; p=reject"]
}
`,
    },
    path: 'main.tf',
    rule: 'dmarc-wrong-owner',
    diff: [
      '-  records = ["proof=1", "v=DMARC1; p=reject"]',
      '+  records = ["proof=1"]',
      '+}',
      '+',
      '+resource "aws_route53_record" "dmarc" {',
      '+  zone_id = "example.com"',
      '+  name    = "_dmarc"',
      '+  type    = "TXT"',
      '+  ttl     = 300',
      '+  records = ["v=DMARC1; p=reject"]',
    ],
  },
];

function diffOf(before: string, after: string): readonly string[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const left = [...old];
  const added = now.filter((line) => {
    const at = left.indexOf(line);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [...left.map((line) => `-${line}`), ...added.map((line) => `+${line}`)];
}

describe('fixes of records that are made from collections, blocks and calls', () => {
  for (const { what, files, path, rule, diff } of CASES) {
    it(what, () => {
      const made = configuration(files);
      const finding = findingsOf(made, path).find((one) => one.rule === rule);
      assert.ok(
        finding,
        findingsOf(made, path)
          .map((one) => one.rule)
          .join(),
      );
      const [fix] = made.fixesOf(path, finding);
      assert.ok(fix, 'no fix is offered');
      assert.deepEqual([...new Set(fix.edits.map((edit) => edit.path))], [path]);
      const after = applyEdits(files[path] ?? '', fix.edits);
      assert.deepEqual([...diffOf(files[path] ?? '', after)].sort(), [...diff].sort(), after);
      if (!path.endsWith('.json')) assert.equal(alignAssignments(after), after);
      // Each fix is applied: its finding is gone, no safe fix adds any, and no record is lost.
      assertFixes(files);
    });
  }

  it('never change a module for a caller that does not have the finding', () => {
    const files = {
      '/dns/main.tf': `module "a" {
  source = "./m"
  extra  = "a:one.example.net"
}
module "b" {
  source = "./m"
  extra  = "+all"
}
`,
      '/dns/m/main.tf': `variable "extra" {}
resource "aws_route53_record" "spf" {
  zone_id = var.extra == "+all" ? "example.com" : "example.org"
  name    = ""
  type    = "TXT"
  records = ["v=spf1 \${var.extra} -all"]
}
`,
    };
    const made = configuration(files);
    for (const path of made.paths()) {
      for (const finding of findingsOf(made, path)) {
        for (const { edits } of made.fixesOf(path, finding))
          assert.ok(
            edits.every((edit) => edit.path === '/dns/main.tf'),
            finding.rule,
          );
      }
    }
    assertFixes(files);
  });
});
