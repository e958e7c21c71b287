import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import { printRdata } from '../../server/src/records/rdata/index.ts';
import type { RecordChange } from '../../server/src/records/format.ts';
import { fieldOf, type DnsRecord } from '../../server/src/records/record.ts';
import { applyEdits } from '../../server/src/text/edit.ts';
import { environment } from '../harness/workspace.ts';

const PATH = '/sets.json';

const SETS = `{
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
        { "Value": "\\"v=spf1 mx -all\\"" },
        { "Value": "\\"site=1\\" \\"2\\"" }
      ]
    },
    {
      "Name": "www.example.com",
      "Type": "A",
      "TTL": 60,
      "ResourceRecords": [{ "Value": "192.0.2.1" }]
    }
  ]
}
`;

interface Read {
  readonly lines: readonly string[];
  readonly records: readonly DnsRecord[];
}

function read(text: string): Read {
  const workspace = createWorkspace(environment());
  assert.ok(workspace.add(PATH, text), 'no format claims it');
  const records = [...workspace.records(PATH)].map(({ record }) => record);
  return { records, lines: records.map(lineOf) };
}

function lineOf({ owner, type, ttl, rdata }: DnsRecord): string {
  return `${owner} ${ttl} ${type} ${rdata.kind === 'text' ? rdata.value.text : printRdata(type, rdata)}`;
}

/** The text after a change to the record with that index; `undefined` if it cannot be written. */
function tryChange(text: string, index: number, change: RecordChange): string | undefined {
  const workspace = createWorkspace(environment());
  assert.ok(workspace.add(PATH, text));
  const document = workspace.documentOf(PATH);
  const [block] = document?.blocks ?? [];
  assert.ok(document && block);
  const edits = document.write(block, index, change);
  return (
    edits &&
    applyEdits(
      text,
      [...edits].sort((a, b) => a.range.start - b.range.start),
    )
  );
}

function changed(text: string, index: number, change: RecordChange): string {
  const after = tryChange(text, index, change);
  assert.ok(after !== undefined, 'the change cannot be written');
  return after;
}

/** The lines of the records after a change, and whether anything else in the text changed. */
function linesAfter(index: number, change: RecordChange): readonly string[] {
  return read(changed(SETS, index, change)).lines;
}

function replacedLine(index: number, line: string): readonly string[] {
  return read(SETS).lines.map((one, i) => (i === index ? line : one));
}

describe('a record set in JSON', () => {
  it('is read with its owner, type, TTL and each value', () => {
    assert.deepEqual(read(SETS).lines, [
      'example.com 300 MX 10 mx1.example.net.',
      'example.com 300 MX 20 mx2.example.net.',
      'example.com 300 TXT v=spf1 mx -all',
      'example.com 300 TXT site=12',
      'www.example.com 60 A 192.0.2.1',
    ]);
  });

  it('is changed in a text, with the escapes of the service and the file', () => {
    const at = 'v=spf1 mx'.length;
    const text = changed(SETS, 2, {
      kind: 'replace',
      edits: [{ range: { start: at, end: at }, text: ' exists:"\\' }],
    });
    assert.ok(text.includes(String.raw`{ "Value": "\"v=spf1 mx exists:\\\"\\\\ -all\"" }`), text);
    assert.deepEqual(read(text).lines, replacedLine(2, 'example.com 300 TXT v=spf1 mx exists:"\\ -all'));
  });

  it('has its strings split again if one would be too long', () => {
    const long = `site=${'x'.repeat(300)}`;
    const text = changed(SETS, 3, { kind: 'replace', edits: [{ range: { start: 0, end: 7 }, text: long }] });
    assert.ok(text.includes(`"\\"${long.slice(0, 255)}\\" \\"${long.slice(255)}\\""`));
    assert.deepEqual(read(text).lines, replacedLine(3, `example.com 300 TXT ${long}`));
  });

  it('is changed in a field, with or without a trailing dot as before', () => {
    const name = (index: number): RecordChange => {
      const field = fieldOf(read(SETS).records[index] as DnsRecord, 'exchange');
      assert.ok(field);
      return { kind: 'set-name', field, name: 'mail.example.org' };
    };
    assert.ok(changed(SETS, 0, name(0)).includes('"10 mail.example.org."'));
    assert.ok(changed(SETS, 1, name(1)).includes('"20 mail.example.org"'));
  });

  it('is changed in labels of its owner and of its data', () => {
    const owner = linesAfter(4, {
      kind: 'set-labels',
      of: 'owner',
      range: { start: 0, end: 3 },
      text: 'web',
    });
    assert.deepEqual(owner, replacedLine(4, 'web.example.com 60 A 192.0.2.1'));
    const data = linesAfter(0, {
      kind: 'set-labels',
      of: { field: 1 },
      range: { start: 0, end: 3 },
      text: 'a',
    });
    assert.deepEqual(data, replacedLine(0, 'example.com 300 MX 10 a.example.net.'));
  });

  it('is renamed and retyped if it is one record', () => {
    const renamed = changed(SETS, 4, { kind: 'rename-owner', name: 'web.example.com' });
    assert.ok(renamed.includes('"Name": "web.example.com",'));
    assert.equal(tryChange(SETS, 0, { kind: 'rename-owner', name: 'mail.example.com' }), undefined);
    assert.ok(changed(SETS, 4, { kind: 'set-type', type: 'AAAA' }).includes('"Type": "AAAA"'));
    assert.equal(tryChange(SETS, 0, { kind: 'set-type', type: 'A' }), undefined);
  });

  it('has its TTL as a number', () => {
    assert.ok(changed(SETS, 4, { kind: 'set-ttl', seconds: 3600 }).includes('"TTL": 3600,'));
  });

  it('loses a value, or is removed with the last one', () => {
    const { lines } = read(SETS);
    assert.deepEqual(
      linesAfter(1, { kind: 'remove' }),
      lines.filter((_, i) => i !== 1),
    );
    assert.deepEqual(
      linesAfter(0, { kind: 'remove' }),
      lines.filter((_, i) => i !== 0),
    );
    assert.deepEqual(linesAfter(4, { kind: 'remove' }), lines.slice(0, 4));
  });

  it('gets another value', () => {
    const text = changed(SETS, 0, { kind: 'add', owner: 'example.com', type: 'TXT', strings: ['site=3'] });
    assert.ok(
      text.includes('        { "Value": "\\"site=1\\" \\"2\\"" },\n        { "Value": "\\"site=3\\"" }\n'),
      text,
    );
    assert.deepEqual(
      [...read(text).lines].sort(),
      [...read(SETS).lines, 'example.com 300 TXT site=3'].sort(),
    );
  });

  it('is copied for another name with its formatting', () => {
    const text = changed(SETS, 2, {
      kind: 'add',
      owner: '_dmarc.example.com',
      type: 'TXT',
      strings: ['v=DMARC1; p=none'],
    });
    const copy = `    {
      "Name": "_dmarc.example.com.",
      "Type": "TXT",
      "TTL": 300,
      "ResourceRecords": [
        { "Value": "\\"v=DMARC1; p=none\\"" }
      ]
    },
`;
    assert.ok(text.includes(copy), text);
    assert.ok(read(text).lines.includes('_dmarc.example.com 300 TXT v=DMARC1; p=none'));
  });

  it('has the same meaning except for the change, whatever its source', () => {
    const printable = fc.string({
      unit: fc.integer({ min: 0x20, max: 0x7e }).map((c) => String.fromCharCode(c)),
    });
    fc.assert(
      fc.property(
        printable,
        printable,
        printable,
        fc.boolean(),
        fc.constantFrom('"', '\\u0022'),
        (before, middle, after, isSplit, quote) => {
          const escape = (text: string): string => text.replace(/["\\]/g, '\\$&');
          const parts = isSplit ? [before + middle, after] : [before + middle + after];
          const presented = parts.map((part) => `"${escape(part)}"`).join(' ');
          const typed = JSON.stringify(presented)
            .slice(1, -1)
            .replaceAll('\\"', quote === '"' ? '\\"' : quote);
          const text = SETS.replace('\\"v=spf1 mx -all\\"', () => typed);
          const { lines } = read(text);
          assert.equal(lines[2], `example.com 300 TXT ${before}${middle}${after}`);
          const range = { start: before.length, end: before.length + middle.length };
          const edited = changed(text, 2, { kind: 'replace', edits: [{ range, text: 'x"\\y' }] });
          const expected = lines.map((line, i) =>
            i === 2 ? `example.com 300 TXT ${before}x"\\y${after}` : line,
          );
          assert.deepEqual(read(edited).lines, expected);
        },
      ),
      { numRuns: 200 },
    );
  });
});
