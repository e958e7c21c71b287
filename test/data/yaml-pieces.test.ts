import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DataEntry, ReadData } from '../../server/src/data/node.ts';
import { shiftedEntry } from '../../server/src/data/shifted.ts';
import { cutYaml, readYamlPiece, sharingIn, startsWithEntry } from '../../server/src/data/yaml-pieces.ts';
import { MAX_YAML_LENGTH, readYamlData } from '../../server/src/data/yaml.ts';
import { corpusFiles, hasCorpus, readCorpus, sayNoCorpus } from '../harness/corpus.ts';
import { runs, sampled } from '../harness/runs.ts';

const FILLING = Array.from(
  { length: 60 },
  (_, i) => `n${i}: {type: TXT, value: '${'x'.repeat(100)}'}\n`,
).join('');

const BASE = `---
# names
? ''
: - type: MX # mail
    values:
      - exchange: mx.example.net.
  - type: TXT
    value: "v=spf1
      -all"
_dmarc: {type: TXT,
  value: v=DMARC1}
${FILLING}
k:
- type: TXT
  value: |-
    v=DKIM1
    p=a
# end
z: {
  type: A, value: 192.0.2.1
}
`;

const PIECES = [
  ...['\n', '  ', '- ', 'a', "'", '"', ': ', '#', '---\n', '...\n', '%YAML 1.1\n', '? ', ': x\n', '- x\n'],
  ...[
    '{',
    '}',
    '[',
    ']',
    '|\n',
    '&b ',
    '*b',
    '*a',
    '<<: *a\n',
    '!x ',
    '\t',
    '\r\n',
    'b: c\n',
    '@',
    '\ufeff',
    '',
  ],
];

interface InPieces extends ReadData {
  readonly entries: readonly DataEntry[];
}

/** `undefined` if the text is read as a whole. */
function readInPieces(text: string): InPieces | undefined {
  const { anchors, aliases } = sharingIn(text);
  const pieces = anchors && aliases ? undefined : cutYaml(text, true);
  if (pieces === undefined) return undefined;
  assert.equal(pieces.join(''), text);
  const entries: DataEntry[] = [];
  const problems: ReadData['problems'][number][] = [];
  let start = 0;
  for (const [index, piece] of pieces.entries()) {
    if (index > 0) assert.ok(startsWithEntry(piece));
    const read = readYamlPiece(piece, index === pieces.length - 1);
    if (read === undefined) return undefined;
    const base = start;
    if (read.root?.kind === 'map')
      entries.push(...read.root.entries.map((entry) => shiftedEntry(entry, base)));
    problems.push(...read.problems);
    start += piece.length;
  }
  return { root: undefined, entries, problems };
}

/**
 * The same in pieces as a whole. If the whole text has an error, the entries before it are the same, and the pieces have an error
 * too.
 */
function assertAsWhole(text: string, hint = text.replace(FILLING, '…')): boolean {
  const inPieces = readInPieces(text);
  if (inPieces === undefined) return false;
  const whole = readYamlData(text);
  const entries = whole.root?.kind === 'map' ? whole.root.entries : [];
  if (whole.problems.length === 0) {
    assert.deepEqual(inPieces.problems, [], hint);
    assert.deepEqual(inPieces.entries, entries, hint);
    return true;
  }
  assert.ok(inPieces.problems.length > 0, hint);
  const first = Math.min(...whole.problems.map(({ range }) => range.start));
  const sound = entries.filter(({ range }) => range.end < first - 1);
  // The entry with the error is read by itself.
  assert.deepEqual(inPieces.entries.slice(0, Math.max(0, sound.length - 1)), sound.slice(0, -1), hint);
  return true;
}

describe('YAML read in pieces', () => {
  it('is the same as when read as a whole', () => {
    assert.ok((cutYaml(BASE, true)?.length ?? 0) > 1);
    assert.ok(assertAsWhole(BASE));
    // A byte order mark that is not at the start, where an edit before it may leave it.
    assertAsWhole(`\n\uFEFF${BASE}`);
    const edit = fc.tuple(fc.nat(), fc.nat(8), fc.constantFrom(...PIECES));
    let compared = 0;
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 8 }), (edits) => {
        let text = BASE;
        for (const [at, length, typed] of edits) {
          // The special parts are at the start and at the end.
          const near = at % 2 === 0 ? at % 300 : text.length - (at % 120);
          const start = Math.max(0, Math.min(near, text.length));
          text = text.slice(0, start) + typed + text.slice(start + length);
          if (assertAsWhole(text)) compared++;
        }
      }),
      { numRuns: runs(40) },
    );
    assert.ok(compared > runs(20), String(compared));
  });

  it('is the same as when read as a whole in the files of the corpus', function () {
    if (!hasCorpus()) {
      sayNoCorpus('YAML that is read in pieces');
      this.skip();
    }
    this.timeout(120_000);
    let compared = 0;
    const paths = corpusFiles('').filter((one) => /\.ya?ml$/.test(one));
    for (const path of sampled(paths, 3)) {
      const text = readCorpus(path);
      if (text.length <= MAX_YAML_LENGTH && assertAsWhole(text, path)) compared++;
    }
    assert.ok(compared > 80, String(compared));
  });
});

describe('YAML with many errors', () => {
  it('is read up to the first error', () => {
    const cases: readonly (readonly [text: string, message: RegExp])[] = [
      [`a: b\n${'}\n'.repeat(125_000)}`, /unexpected flow-map-end/],
      [`a: "${'\\q'.repeat(125_000)}"\n`, /invalid escape sequence/],
    ];
    for (const [text, message] of cases) {
      const { root, problems } = readYamlData(text);
      assert.equal(root?.kind, 'map');
      assert.match(problems[0]?.message ?? '', message);
    }
  });
});
