import assert from 'node:assert/strict';
import fc from 'fast-check';

import { TableDocument } from '../../../server/src/formats/pasted/table-document.ts';
import { looksLikeTable, MAX_TABLE_ROWS } from '../../../server/src/formats/pasted/table.ts';
import type { RecordChange } from '../../../server/src/records/format.ts';
import { printRdata } from '../../../server/src/records/rdata/index.ts';
import type { DnsRecord } from '../../../server/src/records/record.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { HOLE } from '../../../server/src/text/mapped-text.ts';

const PANEL = [
  'Type\tName\tContent\tTTL',
  'TXT\t@\tv=spf1 mx -all\tAuto',
  'MX\texample.com\t10 mail.example.com\t3600',
  'CNAME\tmail.sub\tother.example.net\tAuto',
  'TXT\t_dmarc\t"v=DMARC1; " "p=none"\t300',
].join('\n');

function recordsIn(text: string, zone?: string): readonly DnsRecord[] {
  const [block] = TableDocument.read(text, zone).blocks;
  return Array.from({ length: block?.size ?? 0 }, (_, i) => block?.record(i)).filter((r) => r !== undefined);
}

function shown(text: string, zone?: string): readonly string[] {
  return recordsIn(text, zone).map(
    ({ owner, type, ttl, rdata }) =>
      `${owner.replaceAll(HOLE, '*')} ${ttl ?? '-'} ${type} ${printRdata(type, rdata)}`,
  );
}

function changed(text: string, index: number, change: RecordChange): string | undefined {
  const document = TableDocument.read(text, 'example.com');
  const [block] = document.blocks;
  const edits = block && document.write(block, index, change);
  return edits && applyEdits(text, edits);
}

describe('a table of records', () => {
  it('has names relative to the zone or absolute, and absolute targets', () => {
    assert.deepEqual(shown(PANEL, 'example.com'), [
      'example.com - TXT "v=spf1 mx -all"',
      'example.com 3600 MX 10 mail.example.com.',
      'mail.sub.example.com - CNAME other.example.net.',
      '_dmarc.example.com 300 TXT "v=DMARC1; " "p=none"',
    ]);
    assert.deepEqual(
      shown(PANEL).map((line) => line.split(' ')[0]),
      ['*', 'example.com', 'mail.sub', '_dmarc.*'],
    );
  });

  it('can be a Markdown table, one aligned with spaces, or one without a header', () => {
    const same = ['example.com - MX 10 mail.example.com.'];
    for (const text of [
      '| Type | Host | Value | Priority |\n|------|------|-------|---|\n| MX | @ | mail.example.com | 10 |',
      'Host   Type   Priority   Points to\n@      MX     10         mail.example.com',
      'MX\t@\t10 mail.example.com\tAuto',
      'Record Type\tHost name\tData\r\nmx\t@\t10 mail.example.com\r\n',
    ]) {
      assert.ok(looksLikeTable(text), text);
      assert.deepEqual(shown(text, 'example.com'), same, text);
    }
  });

  it('is not a zone file, or anything else', () => {
    for (const text of [
      '',
      'v=spf1 -all',
      '@\tTXT\t"v=spf1 -all"',
      'example.com.\t300\tIN\tTXT\t"v=spf1 -all"',
      'TXT\tIN\tTXT\t"an owner that is called TXT"',
      'MX\tTXT\t"another one"',
      'Name\tValue\n@\tx',
    ])
      assert.ok(!looksLikeTable(text), text);
  });

  it('is changed in its cells', () => {
    const spf = { kind: 'replace', edits: [{ range: { start: 7, end: 9 }, text: 'a' }] } as const;
    assert.equal(changed(PANEL, 0, spf), PANEL.replace('v=spf1 mx', 'v=spf1 a'));
    const dmarc = { kind: 'replace', edits: [{ range: { start: 12, end: 16 }, text: 'reject' }] } as const;
    assert.equal(changed(PANEL, 3, dmarc), PANEL.replace('p=none', 'p=reject'));
    const [, mx] = recordsIn(PANEL, 'example.com');
    assert.ok(mx?.rdata.kind === 'fields');
    const exchange = mx.rdata.fields.find(({ name }) => name === 'exchange');
    assert.ok(exchange !== undefined);
    assert.equal(
      changed(PANEL, 1, { kind: 'set-name', field: exchange, name: 'mx.example.net' }),
      PANEL.replace('10 mail.example.com', '10 mx.example.net'),
    );
    assert.equal(
      changed(PANEL, 2, { kind: 'rename-owner', name: 'm.example.com' }),
      PANEL.replace('mail.sub', 'm'),
    );
    assert.equal(
      changed(PANEL, 1, { kind: 'rename-owner', name: 'm.example.com' }),
      PANEL.replace('MX\texample.com', 'MX\tm.example.com'),
    );
    assert.equal(changed(PANEL, 2, { kind: 'remove' }), PANEL.replace(/CNAME.*\n/, ''));
  });

  it('has faults if a server rejects the data, and lists lines that are not rows as not examined', () => {
    const document = TableDocument.read(
      'Type\tName\tValue\nA\tm\t203.0.113.999\nShow more\nALIAS\t@\tx',
      'example.com',
    );
    const [block] = document.blocks;
    assert.deepEqual(
      block?.faults.map(({ code, text }) => `${code} ${text}`),
      ['rdata 203.0.113.999'],
    );
    assert.deepEqual(
      document.problems().map(({ unread }) => unread?.kind),
      ['format', 'format'],
    );
  });

  it('is read up to a limit, and the rest is reported', () => {
    const rows = (count: number): string => 'A\tm\t192.0.2.1\tAuto\n'.repeat(count);
    const read = (count: number): TableDocument => TableDocument.read(rows(count), 'example.com');
    assert.deepEqual(read(MAX_TABLE_ROWS).problems(), []);
    const over = read(MAX_TABLE_ROWS + 2);
    assert.equal(over.recordCount, MAX_TABLE_ROWS);
    assert.deepEqual(
      over.problems().map(({ unread, range }) => [unread?.kind, range.start]),
      [['limit', rows(MAX_TABLE_ROWS).length]],
    );
  });

  it('may have its cells aligned with many spaces', () => {
    const wide = ' '.repeat(200);
    assert.deepEqual(shown(`Host${wide}Type${wide}Value\n@${wide}A${wide}192.0.2.1`, 'example.com'), [
      'example.com - A 192.0.2.1',
    ]);
  });

  it('can always be read', () => {
    const cell = fc.constantFrom(
      'TXT',
      'MX',
      'A',
      '@',
      'x',
      '10 m',
      '"',
      '\\',
      '',
      'Type',
      'Name',
      'Value',
      '|',
      'é',
    );
    const line = fc.array(cell, { maxLength: 5 }).map((cells) => cells.join('\t'));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
        const text = lines.join('\n');
        for (const record of recordsIn(text, 'example.com')) assert.ok(record.range.end <= text.length);
        assert.ok(TableDocument.read(text, undefined).blocks[0]?.faults !== undefined);
      }),
    );
  });
});
