import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ZoneDocument } from '../../../server/src/formats/zone/document.ts';
import type { Formatted, FormatRequest } from '../../../server/src/records/formatting.ts';
import { applyEdits } from '../../../server/src/text/edit.ts';
import { rangeOf } from '../../../server/src/text/range.ts';
import { corpusFiles, hasCorpus, readCorpus, sayNoCorpus } from '../../harness/corpus.ts';
import { runs } from '../../harness/runs.ts';
import { findingsOf as findingsIn, zone } from '../../harness/workspace.ts';

const SPACES = { insertSpaces: true, tabSize: 8, alignTo: 'group' } as const;
const TABS = { ...SPACES, insertSpaces: false } as const;

function formatted(text: string, options: Omit<FormatRequest, 'within'> = SPACES): Formatted {
  const document = ZoneDocument.read(text, 'example.com');
  return document.format({ ...options, within: rangeOf(0, text.length) });
}

function format(text: string, options?: Omit<FormatRequest, 'within'>): string {
  return applyEdits(text, formatted(text, options).edits);
}

describe('formatting a zone file', () => {
  it('aligns the columns of a group as narrowly as possible', () => {
    const text = `$TTL 1h
@ IN SOA ns1 hostmaster 1 2h 30m 2w 1h
 NS ns1
ns1 300 IN A 192.0.2.1
mail    AAAA   2001:db8::1

www IN    CNAME @
`;
    assert.equal(
      format(text),
      `$TTL 1h
@       IN SOA  ns1 hostmaster 1 2h 30m 2w 1h
           NS   ns1
ns1 300 IN A    192.0.2.1
mail       AAAA 2001:db8::1

www IN    CNAME @
`,
    );
  });

  it('keeps the columns of most of a group, and lets an owner that is too long run into them', () => {
    const text = `@               IN  MX      10 mail
mail   IN A 192.0.2.1
_submissions._tcp IN SRV  0 1 465 mail
www             IN  A       192.0.2.2
ftp             IN  A       192.0.2.3
`;
    assert.equal(
      format(text),
      `@               IN  MX      10 mail
mail            IN  A       192.0.2.1
_submissions._tcp IN SRV    0 1 465 mail
www             IN  A       192.0.2.2
ftp             IN  A       192.0.2.3
`,
    );
  });

  it('fills columns with tabs if the editor is set to tabs', () => {
    assert.equal(
      format('mail IN A 192.0.2.1 ; one\nlonger-name 300 IN AAAA 2001:db8::1 ; two\n', TABS),
      'mail\t\t\tIN\tA\t192.0.2.1\t; one\nlonger-name\t300\tIN\tAAAA\t2001:db8::1\t; two\n',
    );
  });

  it('aligns comments without changing them, and keeps comment lines where they are', () => {
    const text = `; Hosts;  all\nmail IN A 192.0.2.1;no blank\n  ; aside  \nwww A 192.0.2.10   ;  two \nx A 192.0.2.1 ; 3\n`;
    assert.equal(
      format(text),
      `; Hosts;  all\nmail IN A 192.0.2.1;no blank\n  ; aside  \nwww     A 192.0.2.10 ;  two \nx       A 192.0.2.1  ; 3\n`,
    );
  });

  it('moves the lines within parentheses if they are aligned with the data, and keeps their shape', () => {
    const text = `@ IN SOA ns1 hostmaster (
      1 ; serial
      7200 ; refresh
      1800
      1209600 ; expire
      3600 )
a-longer-name IN TXT ( "one"
                       "two" )
   IN TXT ( "three"
            "four" )
`;
    assert.equal(
      format(text),
      `@             IN SOA ns1 hostmaster (
      1       ; serial
      7200    ; refresh
      1800
      1209600 ; expire
      3600 )
a-longer-name IN TXT ( "one"
                       "two" )
              IN TXT ( "three"
                       "four" )
`,
    );
  });

  it('splits strings that are too long, each piece on its own line', () => {
    const long = `${'abcdefg '.repeat(50)}end`;
    const text = `k IN TXT "${long}" ; key\n`;
    const result = format(text);
    assert.match(result, /^k IN TXT \( "[^"]{248}"\n {11}"[^"]{155}" \) ; key\n$/);
    assert.equal(format(result), result);
    assert.equal(valuesOf(result)[0], valuesOf(text)[0]);
  });

  it('splits a string without a space before it', () => {
    const text = `k TXT"${'x'.repeat(300)}"\n`;
    assert.equal(format(text), `k TXT ( "${'x'.repeat(255)}"\n        "${'x'.repeat(45)}" )\n`);
  });

  it('leaves an entry with a fault, a template or an unusual header unchanged, lists it, and formats the others', () => {
    const text = `good  IN A   192.0.2.1
bad   IN   NOTYPE 1
other IN   MX 10 mail
{{ host }}   IN  A  {{ address }}
(  wrapped IN A 192.0.2.1 )
late  IN A 192.0.2.3
open  IN   TXT  "never closed
`;
    const { edits, skipped } = formatted(text);
    assert.deepEqual(
      skipped.map(({ start, end }) => text.slice(start, end).split(/\s/)[0]),
      ['bad', '{{', '(', 'open'],
    );
    assert.equal(
      applyEdits(text, edits),
      text
        .replace('A   192.0.2.1', 'A  192.0.2.1')
        .replace('IN   MX', 'IN MX')
        .replace('late  IN A 192', 'late  IN A  192'),
    );
  });

  it('formats only the lines that a range touches, with the columns of their group', () => {
    const text = 'a IN A 192.0.2.1\nlong-name   IN A 192.0.2.2\nb IN A 192.0.2.3\n';
    const document = ZoneDocument.read(text, 'example.com');
    const at = text.indexOf('b IN');
    const { edits } = document.format({ ...SPACES, within: rangeOf(at + 2, at + 4) });
    assert.equal(applyEdits(text, edits), text.replace('b IN A', 'b         IN A'));
    const none = document.format({ ...SPACES, within: rangeOf(0, 0) });
    assert.equal(applyEdits(text, none.edits), text.replace('a IN A', 'a         IN A'));
  });

  it('aligns a line that was just finished with the lines before it, which do not change', () => {
    const before = 'a     IN  A    192.0.2.1 ; x\nlong-name-here IN A 1.2.3.4\n      IN  MX   10 a\n';
    const text = `${before}b 300 IN AAAA 2001:db8::1 ; y\nc A 192.0.2.1\n`;
    const document = ZoneDocument.read(text, 'example.com');
    const { edits } = document.format({
      ...SPACES,
      within: rangeOf(before.length, before.length),
      alignTo: 'lines-before',
    });
    assert.equal(applyEdits(text, edits), `${before}b 300 IN  AAAA 2001:db8::1 ; y\nc A 192.0.2.1\n`);
  });

  it('does not fill a file with spaces because of one long word', () => {
    const many = 'a IN A 192.0.2.1 ; x\n'.repeat(200);
    const words = [
      `a ${'0'.repeat(5000)}1 IN A 192.0.2.1\n`,
      `a${' '.repeat(5000)}IN A 192.0.2.1 ; x\n`,
      `a IN A 192.0.2.1${' '.repeat(5000)}; x\n`,
      `${'a'.repeat(5000)} IN A 192.0.2.1\n`,
      `a IN TXT ( "${'x'.repeat(5000)}" ) ; x\n`,
      `a ${'0'.repeat(5000)}1 TXT ( "a"\n${' '.repeat(6000)}"b" ; x\n )\n`,
    ];
    for (const word of words) {
      const text = word + many;
      assert.ok(format(text).length < text.length + 200 * 20, word.slice(0, 30));
      assert.equal(format(format(text)), format(text));
    }
  });

  it('keeps CRLF and lone CR', () => {
    assert.equal(
      format('a IN A 192.0.2.1\r\nlong   IN A 192.0.2.2 \r\n\r\nb IN A 192.0.2.3\rlonger IN A 192.0.2.4\r'),
      'a    IN A 192.0.2.1\r\nlong IN A 192.0.2.2\r\n\r\nb      IN A 192.0.2.3\rlonger IN A 192.0.2.4\r',
    );
  });

  it('keeps every record and changes nothing the second time, whatever the text', () => {
    const word = fc.constantFrom(
      ...[
        'a',
        '@',
        'IN',
        '300',
        'A',
        'TXT',
        'MX',
        '192.0.2.1',
        '"s t"',
        '"',
        '(',
        ')',
        ';c',
        '\n',
        '\n',
        '\n',
        ' ',
        '  ',
        '\t',
      ],
      ...[
        '\r\n',
        '$TTL 5',
        '{{x}}',
        '\\ ',
        '\\\n',
        '[AGE:1]',
        'SOA',
        'a-very-long-owner-name-that-is-longer-than-others',
      ],
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), fc.boolean(), (words, insertSpaces) => {
        const text = words.join(' ').replaceAll('\n ', '\n');
        checkFormat(text, { ...SPACES, insertSpaces });
      }),
      { numRuns: runs(100) },
    );
  });

  describe('real zone files', function () {
    this.timeout(120_000);
    const all = process.env['MAILTXT_STEPS'] === 'all';

    it('keeps records, comments and findings, and changes nothing the second time', function () {
      if (!hasCorpus()) {
        sayNoCorpus('formatting the zone files of others');
        return this.skip();
      }
      const files = [
        'realworld/zones',
        'zones-conformance',
        'oracle/zones-conformance',
        'formats/panel-export',
      ].flatMap(corpusFiles);
      const chosen = all ? files : files.filter((_, i) => i % 7 === 0);
      let edited = 0;
      for (const file of chosen) {
        const text = readCorpus(file);
        for (const options of [SPACES, TABS]) {
          try {
            if (checkFormat(text, options) !== text) edited++;
          } catch (error) {
            throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`, {
              cause: error,
            });
          }
        }
      }
      assert.ok(edited > 10, `${edited} files were edited`);
    });
  });
});

/** Properties of formatting that hold for any text. Returns the new text. */
function checkFormat(text: string, options: Omit<FormatRequest, 'within'>): string {
  const { edits } = formatted(text, options);
  const result = applyEdits(text, edits);
  const isSplit = edits.some((edit) => edit.text.includes('"'));
  if (!isSplit) {
    for (const edit of edits) {
      assert.match(text.slice(edit.range.start, edit.range.end), /^[ \t]*$/);
      assert.match(edit.text, /^[ \t]*$/);
    }
  }
  assert.deepEqual(recordsOf(result), recordsOf(text));
  assert.deepEqual(findingsOf(result, isSplit), findingsOf(text, isSplit));
  assert.equal(format(result, options), result, 'the second time');
  return result;
}

function documentOf(text: string): ZoneDocument {
  return ZoneDocument.read(text, 'example.com');
}

function recordsOf(text: string): readonly unknown[] {
  const found: unknown[] = [];
  for (const block of documentOf(text).blocks) {
    for (let i = 0; i < block.size; i++) {
      const record = block.record(i);
      if (record === undefined) continue;
      const { owner, ttl, type, rdata } = record;
      const data =
        rdata.kind === 'text'
          ? rdata.value.text
          : rdata.kind === 'fields'
            ? rdata.fields.map(({ value }) => value)
            : rdata.text.replace(/\s+/g, ' ');
      found.push([owner, ttl, type, data]);
    }
  }
  return found;
}

function valuesOf(text: string): readonly unknown[] {
  return recordsOf(text).map((record) => (record as readonly unknown[])[3]);
}

function findingsOf(text: string, isSplit: boolean): readonly string[] {
  return findingsIn(zone(text), 'example.com.zone')
    .filter(({ rule }) => !isSplit || rule !== 'zone-txt-string-over-255')
    .map(({ rule, message }) => `${rule}: ${message}`);
}
