import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ZoneDocument } from '../../../server/src/formats/zone/document.ts';
import { corpusFiles, hasCorpus, readCorpus, sayNoCorpus } from '../../harness/corpus.ts';
import { checkInvariants, dump } from './reading.ts';
import { runs, sampled } from '../../harness/runs.ts';

/** Pieces that make and break zone files in combination. */
const PIECES = [
  '$ORIGIN example.com.\n', '$ORIGIN sub\n', '$TTL 1h\n', '$TTL x\n', '$INCLUDE "a b" other\n',
  '@ IN SOA ns1 host (\n 1 ; serial\n 2 3 4 5 )\n', '@ 300 IN NS ns1.example.net.\n', ' IN MX 10 mail\n',
  'www IN A 192.0.2.1\n', '\tAAAA 2001:db8::1\n', 'txt TXT "v=spf1 -all" ; comment (\n', 'k TXT ( "a"\n "b" )\n',
  'long TXT ( "a" ; x\n', ')', '(', '"', ';', '\\', '\\\n', '\r\n', '\n', '\r', ' ', '\t', '\0', '\uFEFF', 'é', '😀',
  '{% if x %}\n', '{% endif %}\n', '{{ host }} IN A {{ ip }}\n', '${a}', '@VAR@ IN A 192.0.2.2\n', '{{', '}}', '@', '.',
  '; mailtxt-disable-next-line spf-all-pass -- because\n', 'a\\.b TXT x\n', 'a\\046b TXT x\n', '300', 'IN', 'TYPE65280 \\# 1 00\n',
  '$GENERATE 1-3 h$ A 192.0.2.$\n', '$WHAT\n', 'x IN "v=spf1"\n', 'y NOPE z\n', 'z CH TXT q\n',
  'www.@Z 300/10 DYNA null\n', '$ORIGIN a.@F\n', 'g 300/10 A 192.0.2.3\n', '{records}\n', '{name} {ttl} IN MX {prio} {mx}\n',
  'w [AGE:3700000] 1200 A 192.0.2.5\n', '{se', 'rial}', '@Z', '/10',
]; // prettier-ignore

const zoneText = fc
  .array(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...PIECES) }, fc.string({ maxLength: 5 })), {
    maxLength: 40,
  })
  .map((pieces) => pieces.join(''));

const edits = fc.array(
  fc.record({
    at: fc.nat(),
    length: fc.nat({ max: 60 }),
    text: fc.oneof(fc.constantFrom('', ...PIECES), zoneText),
  }),
  { minLength: 1, maxLength: 8 },
);

function edited(
  text: string,
  edit: { at: number; length: number; text: string },
): {
  text: string;
  range: { start: number; end: number };
} {
  const start = text.length === 0 ? 0 : edit.at % (text.length + 1);
  const end = Math.min(text.length, start + edit.length);
  return { text: text.slice(0, start) + edit.text + text.slice(end), range: { start, end } };
}

/** `repeat` makes the file longer than a block, so that edits cross from one to another. */
function sameAsFromScratch(first: string, changes: { at: number; length: number; text: string }[]): void {
  let text = first;
  const document = ZoneDocument.read(text, 'example.org');
  checkInvariants(document, text);
  for (const change of changes) {
    const next = edited(text, change);
    document.edit({ range: next.range, text: change.text });
    text = next.text;
    checkInvariants(document, text);
    assert.equal(difference(dump(document), dump(ZoneDocument.read(text, 'example.org'))), undefined);
  }
}

/** The first line in which two dumps differ. */
function difference(a: string, b: string): string | undefined {
  const right = b.split('\n');
  const left = a.split('\n');
  const at = left.findIndex((line, i) => line !== right[i]);
  if (at < 0) return left.length === right.length ? undefined : `${left.length} lines, not ${right.length}`;
  return `edited:  ${left[at] ?? ''}\nscratch: ${right[at] ?? ''}`;
}

describe('a zone document', () => {
  it('has the same result after any edits as from scratch', function () {
    this.timeout(120_000);
    fc.assert(fc.property(zoneText, edits, sameAsFromScratch), { numRuns: runs(300) });
  });

  it('has the same result after edits across its blocks as from scratch', function () {
    this.timeout(120_000);
    fc.assert(
      fc.property(zoneText, fc.integer({ min: 30, max: 200 }), edits, (text, repeat, changes) => {
        sameAsFromScratch(text.repeat(repeat), changes);
      }),
      { numRuns: runs(10) },
    );
  });

  it('has one owner for a name that begins with a non-ASCII space after a parenthesis', () => {
    for (const sign of ['\uFEFF', '\u00A0', '\u2003']) {
      const text = `)${sign}www A 192.0.2.1\n\tTXT "x"\n`.repeat(400);
      sameAsFromScratch(text, [{ at: 0, length: 20, text: '' }]);
      sameAsFromScratch(text, [{ at: 4000, length: 0, text: '\n' }]);
    }
  });

  it('survives any prefix and any one-byte change of real files, read from scratch or edited', function () {
    if (!hasCorpus()) {
      sayNoCorpus('reading of damaged real files');
      this.skip();
    }
    this.timeout(120_000);
    const files = sampled([...corpusFiles('realworld/zones'), ...corpusFiles('zones-conformance')], 5);
    let seed = 1;
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
      return seed % below;
    };
    for (const file of files) {
      const text = readCorpus(file).slice(0, 30_000);
      for (let k = 0; k < 6; k++) {
        const at = random(text.length + 1);
        dump(ZoneDocument.read(text.slice(0, at)));
        const byte = String.fromCharCode(random(256));
        sameAsFromScratch(text, [{ at, length: random(2), text: k % 2 === 0 ? byte : '' }]);
      }
    }
  });
});
