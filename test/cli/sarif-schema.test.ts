import assert from 'node:assert/strict';
import Ajv from 'ajv';
import draft4 from 'ajv/lib/refs/json-schema-draft-04.json';
import schema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';

import { folderWith, mailtxt, removeFolders } from './run.ts';

interface Log {
  readonly runs: readonly [{ readonly results: readonly object[] }];
}

const HEAD = '$TTL 3600\n@ SOA ns hostmaster 1 7200 3600 1209600 3600\n@ NS ns.example.net.\n';

const CASES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'nothing at all': {},
  'findings, fixes and related places': {
    'a.zone': `$ORIGIN example.com.\n${HEAD}@ TXT "v=spf1 mx mx +all"\n@ TXT "v=spf1 -all"\n@ MX 10 mail\nmail CNAME w\n`,
  },
  'bounces, and findings that were seen in one': {
    '.mailtxt.json': '{ "bounces": ["*.txt"] }',
    'example.com.zone': `${HEAD}@ TXT "v=spf1 a:gone.example.com -all"\n`,
    'a.txt': '550 5.7.23 Sender Policy Framework violation: domain example.com, ip=198.51.100.7\n',
  },
  Terraform: {
    'a b/main.tf': `locals { spf = "v=spf1 +all" }
resource "aws_route53_record" "spf" {
  zone_id = "Z1"
  name    = "example.com"
  type    = "TXT"
  ttl     = 300
  records = [local.spf, "\${var.missing}"]
}
resource "aws_route53_record" "mx" {
  zone_id = "Z1"
  name    = "example.com"
  type    = "MX"
  ttl     = 5
  records = ["10 a.example.net", "20 b.example.net", "30 c.example.net"]
}
`,
  },
  'settings and comments that are wrong, and names and texts of any kind': {
    '.mailtxt.json': '{ "rules": {"gone": "off"}, "reports": 1, ',
    'a#b?c%20\u{1d4b3}.zone': `$ORIGIN example.com.\n@ TXT "v=spf1 \u0001\\000 %{x} [a](b) {0} -all" ; mailtxt-disable-line nothing\n@ MX\n(`,
    'mta-sts.txt': 'version: STSv1\nmode: maybe\nmax_age: -1\n',
  },
};

describe('--format sarif and the schema of SARIF 2.1.0', () => {
  // `@microsoft/jest-sarif` brings the schema of SARIF 2.1.0 with its errata, which is written in draft 4.
  const ajv = new Ajv({ schemaId: 'auto', allErrors: true });
  ajv.addMetaSchema(draft4);
  const isValid = ajv.compile(schema);

  after(removeFolders);

  it('detects an invalid log', () => {
    assert.ok(!isValid({ version: '2.1.0', runs: [{ results: [] }] }));
    assert.ok(!isValid({ version: '2.1.0', runs: [{ tool: { driver: { name: 'x' } }, results: [{}] }] }));
  });

  for (const [name, files] of Object.entries(CASES)) {
    it(`agree on ${name}`, () => {
      const cwd = folderWith(files);
      const { stdout } = mailtxt(['check', '--format', 'sarif', '.', 'missing.zone'], { cwd });
      const log = JSON.parse(stdout) as Log;
      assert.ok(isValid(log), ajv.errorsText(isValid.errors, { separator: '\n' }));
      assert.equal(log.runs[0].results.length > 0, Object.keys(files).length > 0);
    });
  }

  it('has a bounce as a result that is not a failure, and its note at the finding', () => {
    const cwd = folderWith(CASES['bounces, and findings that were seen in one'] ?? {});
    const { stdout } = mailtxt(['check', '--format', 'sarif'], { cwd });
    const results = JSON.parse(stdout) as {
      readonly runs: readonly [
        {
          readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
          readonly results: readonly {
            readonly ruleId: string;
            readonly ruleIndex: number;
            readonly kind?: string;
            readonly level: string;
            readonly locations: readonly object[];
            readonly relatedLocations?: readonly { readonly message: { readonly text: string } }[];
          }[];
        },
      ];
    };
    const [run] = results.runs;
    const bounce = run.results.find(({ ruleId }) => ruleId === 'bounce');
    // SARIF §3.27.10: level is "none" where kind is not "fail".
    assert.deepEqual([bounce?.kind, bounce?.level], ['informational', 'none']);
    assert.equal(run.tool.driver.rules[bounce?.ruleIndex ?? -1]?.id, 'bounce');
    assert.deepEqual(bounce?.locations, [
      {
        physicalLocation: {
          artifactLocation: { uri: 'a.txt' },
          region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 11 },
        },
      },
    ]);
    const finding = run.results.find(({ ruleId }) => ruleId === 'spf-a-or-mx-no-data');
    assert.ok(
      finding?.relatedLocations?.some(({ message }) => message.text.startsWith('Seen in bounce a.txt')),
    );
  });
});
