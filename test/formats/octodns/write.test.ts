import assert from 'node:assert/strict';
import { createWorkspace } from '../../../server/src/analysis/create-workspace.ts';
import { printRdata } from '../../../server/src/records/rdata/index.ts';
import type { RecordChange } from '../../../server/src/records/format.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { environment } from '../../harness/workspace.ts';

const PATH = '/zones/example.com.yaml';

/** `owner type data`, sorted. */
function recordsIn(text: string): readonly string[] {
  const workspace = createWorkspace(environment());
  workspace.add(PATH, text, { format: 'octodns' });
  return [...workspace.records(PATH)]
    .map(
      ({ record: { owner, type, ttl, rdata } }) =>
        `${owner} ${ttl} ${type} ${rdata.kind === 'text' ? rdata.value.text : printRdata(type, rdata)}`,
    )
    .sort();
}

/** The text after a change to the record at `at`. */
function changed(text: string, at: string, change: RecordChange): string {
  const workspace = createWorkspace(environment());
  workspace.add(PATH, text, { format: 'octodns' });
  const document = workspace.documentOf(PATH);
  assert.ok(document);
  const offset = text.indexOf(at);
  assert.ok(offset >= 0);
  const [block] = document.blocks;
  assert.ok(block);
  for (let i = 0; i < block.size; i++) {
    const record = block.record(i);
    const start = block.startAt(i) + (record?.rdataRange.start ?? 0);
    const end = block.startAt(i) + (record?.rdataRange.end ?? 0);
    if (offset < start || offset > end) continue;
    const edits = document.write(block, i, change);
    assert.ok(edits, 'the change cannot be written');
    return applyEdits(text, edits);
  }
  throw new Error(`no record at ${at}`);
}

const ZONE = `---
? ''
: - type: MX
    ttl: 300
    values:
    - exchange: mx1.example.net.
      preference: 10
    - exchange: mx2.example.net.
      preference: 20
  - type: TXT
    values:
      - v=spf1 include:_spf.example.net -all
      # kept
      - 'site=1'
_dmarc:
  type: TXT
  value: v=DMARC1\\; p=none
www: {type: A, value: 192.0.2.1}
`;

describe('an octoDNS zone file', () => {
  it('is changed in a text, with its quotes', () => {
    const at = 'v=DMARC1; p='.length;
    const change: RecordChange = {
      kind: 'replace',
      edits: [{ range: { start: at, end: at + 4 }, text: 'reject; sp=none' }],
    };
    assert.ok(changed(ZONE, 'v=DMARC1', change).includes('  value: v=DMARC1\\; p=reject\\; sp=none\n'));
    const quoted = ZONE.replace('v=DMARC1\\; p=none', '"v=DMARC1\\\\; p=none"');
    assert.ok(
      changed(quoted, '"v=DMARC1', change).includes('  value: "v=DMARC1\\\\; p=reject\\\\; sp=none"\n'),
    );
  });

  it('has its texts written whole, because octoDNS splits them', () => {
    const long = `v=DKIM1; p=${'A'.repeat(300)}`;
    const text = changed(ZONE, 'site=1', {
      kind: 'set-strings',
      strings: [long.slice(0, 255), long.slice(255)],
    });
    assert.ok(text.includes(`'v=DKIM1\\; p=${'A'.repeat(300)}'`), text);
    assert.ok(recordsIn(text).includes(`example.com 3600 TXT ${long}`));
  });

  it('loses a value, a set or a name', () => {
    const without = (text: string, line: string): readonly string[] =>
      recordsIn(text).filter((one) => one !== line);
    for (const [at, line] of [
      ['mx2.example.net', 'example.com 300 MX 20 mx2.example.net.'],
      ['mx1.example.net', 'example.com 300 MX 10 mx1.example.net.'],
      ['site=1', 'example.com 3600 TXT site=1'],
      ['v=DMARC1', '_dmarc.example.com 3600 TXT v=DMARC1; p=none'],
      ['192.0.2.1', 'www.example.com 3600 A 192.0.2.1'],
    ] as const) {
      const text = changed(ZONE, at, { kind: 'remove' });
      assert.deepEqual(recordsIn(text), without(ZONE, line), text);
    }
    const twice = changed(changed(ZONE, 'mx1', { kind: 'remove' }), 'mx2', { kind: 'remove' });
    assert.ok(twice.includes("? ''\n: - type: TXT\n"), twice);
  });

  it('gets records: a value, a set of a name, and a new name in sort order', () => {
    for (const [owner, type, data, shown] of [
      ['example.com', 'MX', '30 mx3.example.net.', '300 MX 30 mx3.example.net.'],
      ['example.com', 'A', '192.0.2.9', '3600 A 192.0.2.9'],
      ['_dmarc.example.com', 'A', '192.0.2.9', '3600 A 192.0.2.9'],
      ['www.example.com', 'A', '192.0.2.9', '3600 A 192.0.2.9'],
      ['www.example.com', 'AAAA', '2001:db8::1', '3600 AAAA 2001:db8::1'],
      ['mail.example.com', 'A', '192.0.2.9', '3600 A 192.0.2.9'],
      ['zzz.example.com', 'CNAME', 'www.example.com.', '3600 CNAME www.example.com.'],
    ] as const) {
      const text = changed(ZONE, 'v=DMARC1', { kind: 'add', owner, type, data });
      assert.deepEqual(recordsIn(text), [...recordsIn(ZONE), `${owner} ${shown}`].sort(), text);
    }
    const text = changed(ZONE, 'v=DMARC1', {
      kind: 'add',
      owner: '_smtp._tls.example.com',
      type: 'TXT',
      strings: ['v=TLSRPTv1; rua=mailto:a@example.com'],
    });
    assert.ok(
      text.includes('\n_smtp._tls:\n  type: TXT\n  value: v=TLSRPTv1\\; rua=mailto:a@example.com\nwww:'),
      text,
    );
  });

  it('keeps the order of names when one is renamed', () => {
    const text = changed(ZONE, '192.0.2.1', { kind: 'rename-owner', name: 'a.example.com' });
    assert.ok(text.endsWith('a: {type: A, value: 192.0.2.1}\n'), text);
    const moved = changed(ZONE, 'v=DMARC1', { kind: 'rename-owner', name: 'zz.example.com' });
    assert.ok(moved.endsWith('zz:\n  type: TXT\n  value: v=DMARC1\\; p=none\n'), moved);
    assert.deepEqual(
      recordsIn(moved),
      recordsIn(ZONE)
        .map((one) => one.replace('_dmarc.', 'zz.'))
        .sort(),
    );
  });

  it('has fields, TTLs and types changed', () => {
    const set = changed(ZONE, 'v=DMARC1', { kind: 'set-ttl', seconds: 60 });
    assert.ok(set.includes('_dmarc:\n  ttl: 60\n  type: TXT\n'), set);
    const flow = changed(ZONE, '192.0.2.1', { kind: 'set-ttl', seconds: 60 });
    assert.ok(flow.includes('www: {ttl: 60, type: A, value: 192.0.2.1}'), flow);
    assert.ok(changed(ZONE, 'mx1', { kind: 'set-ttl', seconds: 60 }).includes('ttl: 60\n    values:'));
    assert.ok(changed(ZONE, '192.0.2.1', { kind: 'set-type', type: 'AAAA' }).includes('{type: AAAA,'));
    assert.ok(changed(ZONE, 'v=DMARC1', { kind: 'comment', text: 'why' }).includes('# why\n_dmarc:'));
  });
});
