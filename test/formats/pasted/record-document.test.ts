import assert from 'node:assert/strict';
import fc from 'fast-check';

import { BareRecordDocument } from '../../../server/src/formats/pasted/record-document.ts';
import { looksLikeBareRecord } from '../../../server/src/formats/pasted/recognize.ts';
import type { RecordChange } from '../../../server/src/records/format.ts';
import type { DnsRecord } from '../../../server/src/records/record.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { HOLE } from '../../../server/src/text/mapped-text.ts';

const OWNER = (): string => 'example.com';

function recordIn(text: string): DnsRecord {
  const record = BareRecordDocument.read(text, OWNER).blocks[0]?.record(0);
  assert.ok(record !== undefined, text);
  return record;
}

function valueOf(text: string): string {
  const { rdata } = recordIn(text);
  assert.equal(rdata.kind, 'text');
  return rdata.value.text;
}

/** The text after the change; `undefined` if it is impossible. */
function changed(text: string, change: RecordChange): string | undefined {
  const document = BareRecordDocument.read(text, OWNER);
  const [block] = document.blocks;
  const edits = block && document.write(block, 0, change);
  return edits && applyEdits(text, edits);
}

describe('a bare record', () => {
  it('is the text without surrounding spaces, or its quoted strings', () => {
    assert.equal(valueOf(' v=spf1 -all\n'), 'v=spf1 -all');
    assert.equal(valueOf('"v=spf1 a" " mx -all"'), 'v=spf1 a mx -all');
    assert.equal(valueOf(String.raw`"a\"b\\c\059\300"`), 'a"b\\c;\\300'.replace('\\300', '300'));
    assert.equal(valueOf('"v=spf1 -all'), '"v=spf1 -all', 'a quote that is not closed is a part of the text');
    assert.equal(valueOf('v=é'), 'v=\u00c3\u00a9', 'one unit is one octet');
    assert.equal(BareRecordDocument.read(' \n', OWNER).recordCount, 0);
  });

  it('knows the source of each character', () => {
    const text = String.raw` "v=spf1 \097" "é mx"`;
    const { rdata } = recordIn(text);
    assert.equal(rdata.kind, 'text');
    const { value } = rdata;
    const typed = (part: string): string | undefined => {
      const start = value.text.indexOf(part);
      const range = value.toSource({ start, end: start + part.length });
      return range && text.slice(range.start + 1, range.end + 1);
    };
    assert.equal(value.text, 'v=spf1 a\u00c3\u00a9 mx');
    assert.equal(typed('a'), String.raw`\097`);
    assert.equal(typed('mx'), 'mx');
    assert.equal(typed('\u00c3\u00a9'), 'é');
  });

  it('is changed with its own quotes', () => {
    const replace = { kind: 'replace', edits: [{ range: { start: 7, end: 8 }, text: 'b"\\' }] } as const;
    assert.equal(changed(' v=spf1 a mx\n', replace), ' v=spf1 b"\\ mx\n');
    assert.equal(changed('"v=spf1 a" " mx"', replace), String.raw`"v=spf1 b\"\\" " mx"`);
    const strings = { kind: 'set-strings', strings: ['v=spf1 ', 'a'] } as const;
    assert.equal(changed(' v=spf1\n', strings), ' v=spf1 a\n');
    assert.equal(changed('"v=spf1"', strings), '"v=spf1 " "a"');
    assert.equal(changed('v=spf1', { kind: 'remove' }), undefined);
    const unknown = { kind: 'set-strings', strings: [HOLE] } as const;
    assert.equal(changed('v=spf1', unknown), undefined);
  });

  it('is reported as not examined if no rule reads it', () => {
    const unread = (text: string): readonly (string | undefined)[] =>
      BareRecordDocument.read(text, OWNER)
        .problems()
        .map((problem) => problem.unread?.kind);
    assert.deepEqual(unread('hello'), ['format']);
    assert.deepEqual(unread('v=spf1 -all'), []);
  });

  it('is recognized by its first tag', () => {
    for (const text of [
      'v=spf1 -all',
      ' "V=DMARC1;p=none"',
      'v = DKIM1; p=',
      'k=rsa; p=MIG',
      'p=MIGf',
      'spf2.0/pra -all',
    ])
      assert.ok(looksLikeBareRecord(text), text);
    for (const text of ['', 'example.com. TXT "v=spf1"', '$ORIGIN x.', 'hello', '; v=spf1', 'p'])
      assert.ok(!looksLikeBareRecord(text), text);
  });

  it('can always be read, and every character of the value has its source', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('"', '\\', ' ', 'v', '=', '0', '9', 'é', '😀', '\n') }),
        (text) => {
          const record = BareRecordDocument.read(text, OWNER).blocks[0]?.record(0);
          assert.equal(record === undefined, text.trim() === '');
          if (record?.rdata.kind !== 'text') return;
          const { value } = record.rdata;
          const start = text.length - text.trimStart().length;
          for (let at = 0; at < value.length; at++) {
            const range = value.toSource({ start: at, end: at + 1 });
            assert.ok(
              range !== undefined && range.end > range.start && range.end + start <= text.trimEnd().length,
            );
          }
        },
      ),
    );
  });
});
