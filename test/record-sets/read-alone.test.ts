import assert from 'node:assert/strict';
import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import type { EditableDocument, RecordBlock } from '../../server/src/records/document.ts';
import type { DnsRecord } from '../../server/src/records/record.ts';
import { environment } from '../harness/workspace.ts';

const JSON_SETS = `{
  "ResourceRecordSets": [
    {
      "Name": "example.com.",
      "Type": "MX",
      "TTL": 300,
      "ResourceRecords": [
        { "Value": "10 mx1.example.net." },
        { "Value": "20 mx2.example.net" }
      ]
    },
    {
      "Name": "example.com.",
      "Type": "TXT",
      "TTL": 300,
      "ResourceRecords": [
        { "Value": "\\"v=spf1 ip4:192.0.2.1 -all\\"" },
        { "Value": "\\"site=1\\"" }
      ]
    },
    {
      "Name": "www.example.com",
      "ResourceRecords": [{ "Value": "192.0.2.1" }],
      "Type": "A",
      "TTL": 60
    }
  ]
}
`;

/** By path: texts whose records each have a digit in a literal of their own. */
const TEXTS: Readonly<Record<string, string>> = {
  '/sets.json': JSON_SETS,
  '/sets.yaml': `Resources:
  A:
    Type: AWS::Route53::RecordSet
    Properties:
      HostedZoneName: example.com.
      ResourceRecords:
        - '"v=spf1 ip4:192.0.2.1 -all"'
        - "\\"site=2\\""
      Name: example.com.
      Type: TXT
      TTL: 300
`,
  '/sets.bicep': `resource z 'Microsoft.Network/dnsZones@2018-05-01' = {
  name: 'example.com'
}
resource a 'Microsoft.Network/dnsZones/TXT@2018-05-01' = {
  parent: z
  properties: {
    TTL: 300
    TXTRecords: [
      { value: [ 'v=spf1 ip4:192.0.2.1', ' -all' ] }
      { value: [ 'site=2' ] }
    ]
  }
  name: '@'
}
`,
  '/arm.json': `{
  "$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "resources": [
    {
      "type": "Microsoft.Network/dnsZones/TXT",
      "apiVersion": "2018-05-01",
      "name": "example.com/@",
      "properties": {
        "TXTRecords": [{ "value": ["v=spf1 ip4:192.0.2.1", " -all"] }],
        "TTL": 300
      }
    }
  ]
}
`,
};

function documentAt(path: string, text: string): EditableDocument {
  const workspace = createWorkspace(environment());
  assert.ok(workspace.add(path, text), 'no format claims it');
  const document = workspace.documentOf(path);
  assert.ok(document !== undefined && 'readAlone' in document);
  return document as EditableDocument;
}

describe('a record of a set read alone', () => {
  for (const [path, text] of Object.entries(TEXTS)) {
    it(`is the same as in ${path}, moved to the start of its lines`, () => {
      const document = documentAt(path, text);
      const [block] = document.blocks;
      assert.ok(block !== undefined && block.size > 0);
      for (let i = 0; i < block.size; i++) {
        const whole: DnsRecord | undefined = block.record(i);
        assert.ok(whole);
        const lines = linesOf(text, block.startAt(i), block.endAt(i));
        const old = text.slice(lines.start, lines.end);
        const same: RecordBlock | undefined = document.readAlone?.(block, i, old);
        assert.ok(same, `record ${i}`);
        assert.deepEqual(shape(same.record(0, whole.anchor)), shape(whole));
        assert.equal(same.startAt(0), block.startAt(i) - lines.start);
        const from: number = block.startAt(i) + whole.rdataRange.start;
        const value = text.slice(from, block.startAt(i) + whole.rdataRange.end);
        const edited = value.replace(/\d(?=\D*$)/, '77');
        const other = text.slice(lines.start, from) + edited + text.slice(from + value.length, lines.end);
        const alone: RecordBlock | undefined = document.readAlone?.(block, i, other);
        const anew: DnsRecord | undefined = documentAt(
          path,
          text.slice(0, lines.start) + other + text.slice(lines.end),
        ).blocks[0]?.record(i, whole.anchor);
        assert.ok(alone, `record ${i}, edited`);
        assert.deepEqual(shape(alone.record(0, whole.anchor)), shape(anew));
      }
    });
  }

  it('is not read if more than its value changed', () => {
    const workspace = createWorkspace(environment());
    workspace.add('/sets.json', JSON_SETS);
    const document = workspace.documentOf('/sets.json') as EditableDocument;
    const [block] = document.blocks;
    assert.ok(block);
    const lines = linesOf(JSON_SETS, block.startAt(1), block.endAt(1));
    const old = JSON_SETS.slice(lines.start, lines.end);
    for (const other of [
      old.replace('Value', 'Values'),
      old.replace('net"', 'net'),
      old.replace('net"', 'net", "Value": "1 a"'),
      old.replace('{', '{ {'),
      '\n',
    ])
      assert.equal(document.readAlone?.(block, 1, other), undefined, other);
  });
});

function linesOf(text: string, start: number, end: number): { readonly start: number; readonly end: number } {
  return { start: text.lastIndexOf('\n', start - 1) + 1, end: text.indexOf('\n', end) + 1 };
}

/** The record with different numbers for the texts that contain its parts. They only distinguish the texts. */
function shape(record: DnsRecord | undefined): unknown {
  const numbers = new Map<unknown, number>();
  const renumber = (key: string, value: unknown): unknown => {
    if (key !== 'of' || value === undefined) return value;
    const number = numbers.get(value) ?? numbers.size;
    numbers.set(value, number);
    return number;
  };
  return JSON.parse(JSON.stringify(record, renumber));
}
