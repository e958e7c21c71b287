import assert from 'node:assert/strict';

import { UNREAD_FORMATS, unreadFormatOf } from '../../server/src/formats/unread/table.ts';

/** By path and text: what each row of the table has to recognize. */
const EXAMPLES: readonly (readonly [format: string, path: string, text: string])[] = [
  [
    'Crossplane',
    'spf.yaml',
    'apiVersion: route53.aws.crossplane.io/v1alpha1\nkind: ResourceRecordSet\nspec:\n  forProvider:\n    type: TXT\n',
  ],
  [
    'Pulumi YAML',
    'Pulumi.yaml',
    'name: mail\nresources:\n  spf:\n    type: aws:route53:Record\n    properties:\n      type: TXT\n',
  ],
  ['Azure DNS export', 'records.json', '[{"type": "Microsoft.Network/dnszones/TXT", "TXTRecords": []}]'],
  [
    'DNSControl program',
    'dnsconfig.ts',
    'const REG = NewRegistrar("none");\nD("example.com", REG, TXT("@", "v=spf1 -all"));\n',
  ],
  [
    'Pulumi or CDK program',
    'infra/dns.ts',
    "import * as aws from '@pulumi/aws';\nnew aws.route53.Record('spf', { type: 'TXT' });\n",
  ],
  [
    'tinydns data',
    'root/data',
    ".example.com:192.0.2.1:a\n@example.com:192.0.2.2:mx:10\n'example.com:v=spf1 -all\n",
  ],
  ['dnsmasq', 'dnsmasq.conf', 'domain-needed\ntxt-record=example.com,"v=spf1 -all"\n'],
  ['Unbound local data', 'unbound.conf', 'server:\n  local-data: \'example.com. IN TXT "v=spf1 -all"\'\n'],
  ['CSV', 'export.csv', 'Name,Type,TTL,Value\nexample.com,TXT,300,v=spf1 -all\n'],
  ['YAML', 'records.yml', 'records:\n  - name: www\n    type: CNAME\n    content: example.com\n'],
  ['JSON', 'records.json', '{"records":[{"type":"MX","name":"@","value":"mx.example.net"}]}'],
  ['another format', 'mail.toml', 'spf = "v=spf1 -all"\n'],
  ['another format', 'env.hcl', 'locals {\n  spf = "v=spf1 -all"\n}\n'],
];

/** Files without records that share words with those formats. */
const ORDINARY: readonly (readonly [path: string, text: string])[] = [
  ['package.json', '{"name":"x","type":"module","scripts":{"a":"echo v=spf1 "}}'],
  [
    '.github/workflows/ci.yml',
    'on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - name: A\n        with: {type: a, value: b}\n',
  ],
  ['values.yaml', 'service:\n  type: ClusterIP\n  values:\n    - name: a\n      value: b\n'],
  ['openapi.yaml', 'components:\n  schemas:\n    A:\n      type: object\n      value: 1\n'],
  [
    'deployment.yaml',
    'apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    env:\n      - name: A\n        value: MX\n',
  ],
  ['data', '# notes\nTXT: a\nMX: b\n'],
  ['index.ts', "import { Record } from './record.ts';\nnew Record();\n"],
  ['people.csv', 'name,type,city\nAnna,A,Bern\n'],
  [
    '.mailtxt.dns.json',
    '{"recorded":"2026-11-23T20:40:00Z","answers":{"example.com. TXT":{"strings":[["v=spf1 -all"]]}}}',
  ],
  ['terragrunt.hcl', 'terraform {\n  source = "../vpc"\n}\ninputs = {\n  name = "a"\n}\n'],
  ['README.md', 'Publish "v=spf1 -all".\n'],
];

describe('formats that are not read', () => {
  for (const [format, path, text] of EXAMPLES)
    it(`are recognized: ${format} in ${path}`, () => {
      assert.equal(unreadFormatOf(path, text), format);
    });

  it('have an example each', () => {
    const named = new Set(EXAMPLES.map(([format]) => format));
    assert.deepEqual(
      UNREAD_FORMATS.map(({ name }) => name).filter((name) => !named.has(name)),
      [],
    );
  });

  for (const [path, text] of ORDINARY)
    it(`are not recognized in ${path}`, () => {
      assert.equal(unreadFormatOf(path, text), undefined);
    });
});
