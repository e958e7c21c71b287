import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ZoneDocument } from '../../../server/src/formats/zone/document.ts';
import { encode, encodeStrings } from '../../../server/src/formats/zone/encode.ts';
import { decodeWord } from '../../../server/src/formats/zone/words.ts';
import type { RecordChange } from '../../../server/src/records/format.ts';
import type { DnsRecord } from '../../../server/src/records/record.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';

const octets = fc
  .array(fc.integer({ min: 0, max: 255 }), { maxLength: 600 })
  .map((codes) => String.fromCharCode(...codes));

function recordsOf(text: string): readonly DnsRecord[] {
  const records: DnsRecord[] = [];
  for (const block of ZoneDocument.read(text, 'example.com').blocks) {
    for (let i = 0; i < block.size; i++) {
      const record = block.record(i);
      if (record !== undefined) records.push(record);
    }
  }
  return records;
}

function valueOf(record: DnsRecord | undefined): string | undefined {
  return record?.rdata.kind === 'text' ? record.rdata.value.text : undefined;
}

/** The text after a change to record number `index`; `undefined` if it is rejected. */
function changed(text: string, change: RecordChange, index = 0): string | undefined {
  const document = ZoneDocument.read(text, 'example.com');
  const block = document.blocks[0];
  const edits = block === undefined ? undefined : document.write(block, index, change);
  return edits === undefined ? undefined : applyEdits(text, edits);
}

describe('writing into a zone file', () => {
  it('encodes text that decodes to the same value', () => {
    fc.assert(
      fc.property(octets, (value) => {
        const encoded = encode(value);
        if (encoded === undefined) return;
        assert.equal(decodeWord(encoded, 0, encoded.length, 0).text, value);
      }),
    );
  });

  it('splits into strings of at most 255 octets that join to the same value', () => {
    fc.assert(
      fc.property(octets, (value) => {
        const encoded = encodeStrings(value);
        if (encoded === undefined) return;
        const [record] = recordsOf(`x 300 IN TXT ${encoded}\n`);
        assert.equal(valueOf(record), value);
        if (record?.rdata.kind !== 'text') return assert.fail('not a text record');
        for (const string of record.rdata.strings) assert.ok(string.value.length <= 255);
      }),
    );
  });

  it('replaces any part of a value, even across strings, and nothing else', () => {
    const strings = fc.array(fc.stringMatching(/^[a-z =:."\\;]{0,80}$/), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(strings, fc.nat(), fc.nat(), octets, (parts, a, b, inserted) => {
        // Text written into a string is ASCII, so a non-ASCII sign can only be in comments.
        const text = `a 300 IN A 192.0.2.1\nx 300 IN TXT ( ${parts.map((p) => `"${encode(p) ?? ''}" ; \u2603\n`).join('')} )\ny 300 IN A 192.0.2.2\n`;
        const value = parts.join('');
        const [start = 0, end = 0] = [a % (value.length + 1), b % (value.length + 1)].sort((x, y) => x - y);
        const result = changed(
          text,
          { kind: 'replace', edits: [{ range: { start, end }, text: inserted }] },
          1,
        );
        if (result === undefined) return;
        const records = recordsOf(result);
        assert.equal(records.length, 3);
        assert.equal(valueOf(records[1]), value.slice(0, start) + inserted + value.slice(end));
        assert.equal(result.split('; \u2603').length, text.split('; \u2603').length, 'a comment is lost');
      }),
    );
  });

  it('changes no more than necessary', () => {
    assert.equal(
      changed('x TXT "v=spf1 +all" ; keep\n', {
        kind: 'replace',
        edits: [{ range: { start: 7, end: 11 }, text: '~all' }],
      }),
      'x TXT "v=spf1 ~all" ; keep\n',
    );
  });

  it('puts a space at the end of the left string between two strings', () => {
    assert.equal(
      changed('x TXT "v=spf1 mx" "-all"\n', {
        kind: 'replace',
        edits: [{ range: { start: 9, end: 9 }, text: ' ' }],
      }),
      'x TXT "v=spf1 mx " "-all"\n',
    );
  });

  it('quotes an unquoted value that gets a space', () => {
    assert.equal(
      changed('x TXT v=spf1\n', { kind: 'replace', edits: [{ range: { start: 6, end: 6 }, text: ' -all' }] }),
      'x TXT "v=spf1 -all"\n',
    );
  });

  it('sets all strings, including the comment after them if it was meant as text', () => {
    assert.equal(
      changed('_dmarc TXT v=DMARC1; p=none\n', {
        kind: 'set-strings',
        strings: ['v=DMARC1; p=none'],
        comment: 'remove',
      }),
      '_dmarc TXT "v=DMARC1; p=none"\n',
    );
    assert.equal(
      changed('x TXT ( "a" ; one\n "b" ; two\n )\n', { kind: 'set-strings', strings: ['ab'] }),
      'x TXT ( "ab" ; one\n  ; two\n )\n'.replace('\n  ;', '\n  ;'),
    );
  });

  it('removes a record with its line, and leaves the owner to a record that inherits it', () => {
    assert.equal(changed('a A 192.0.2.1\nb A 192.0.2.2\n', { kind: 'remove' }), 'b A 192.0.2.2\n');
    assert.equal(changed('a\tA 192.0.2.1\n\tMX 10 mail\n', { kind: 'remove' }), 'a\tMX 10 mail\n');
    assert.equal(changed('a A 192.0.2.1\n; why\n MX 10 mail\n', { kind: 'remove' }), undefined);
  });

  it('does not rename an owner that another record inherits', () => {
    const change: RecordChange = { kind: 'rename-owner', name: '_dmarc.example.com' };
    assert.equal(
      changed('dmarc TXT "v=DMARC1"\nb A 192.0.2.1\n', change),
      '_dmarc TXT "v=DMARC1"\nb A 192.0.2.1\n',
    );
    assert.equal(changed('dmarc TXT "v=DMARC1"\n A 192.0.2.1\n', change), undefined);
  });

  it("adds a record with the file's own line ends", () => {
    assert.equal(
      changed('a A 192.0.2.1\r\nb A 192.0.2.2\r\n', {
        kind: 'add',
        owner: 'a.example.com',
        type: 'TXT',
        strings: ['v=spf1 -all'],
      }),
      'a A 192.0.2.1\r\na IN TXT "v=spf1 -all"\r\nb A 192.0.2.2\r\n',
    );
  });

  it('writes TTL and type in their places', () => {
    assert.equal(changed('a 60 IN TXT x\n', { kind: 'set-ttl', seconds: 3600 }), 'a 3600 IN TXT x\n');
    assert.equal(changed('a IN TXT x\n', { kind: 'set-ttl', seconds: 3600 }), 'a IN 3600 TXT x\n');
    assert.equal(
      changed('a IN SPF "v=spf1 -all"\n', { kind: 'set-type', type: 'TXT' }),
      'a IN TXT "v=spf1 -all"\n',
    );
  });

  it('writes owners in the style of the file', () => {
    const add: RecordChange = {
      kind: 'add',
      owner: '_dmarc.example.com',
      type: 'TXT',
      strings: ['v=DMARC1; p=none'],
    };
    const written = (text: string, index: number): string | undefined =>
      changed(text, add, index)
        ?.split('\n')
        .find((line) => line.includes('DMARC1'))
        ?.split(' ')[0];
    assert.equal(written('example.com. IN A 192.0.2.1\n', 0), '_dmarc.example.com.');
    assert.equal(written('www.example.com. IN A 192.0.2.1\n@ IN A 192.0.2.1\n', 1), '_dmarc.example.com.');
    assert.equal(written('www IN A 192.0.2.1\n@ IN A 192.0.2.1\n', 1), '_dmarc');
    assert.equal(written('@ IN A 192.0.2.1\n', 0), '_dmarc');
    // A name in another domain has no other form.
    assert.equal(written('www IN A 192.0.2.1\nhost.example.net. IN A 192.0.2.1\n', 1), '_dmarc');
    assert.equal(
      changed('k.example.com. IN TXT "v=DKIM1; p="\n', {
        kind: 'rename-owner',
        name: 'k._domainkey.example.com',
      }),
      'k._domainkey.example.com. IN TXT "v=DKIM1; p="\n',
    );
  });
});
