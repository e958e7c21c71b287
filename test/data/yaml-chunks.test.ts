import assert from 'node:assert/strict';
import fc from 'fast-check';
import { MAX_CHUNKED_YAML_LENGTH, YamlChunks } from '../../server/src/data/yaml-chunks.ts';
import { MAX_YAML_LENGTH, readYamlData } from '../../server/src/data/yaml.ts';
import { corpusFiles, hasCorpus, readCorpus, sayNoCorpus } from '../harness/corpus.ts';
import { runs } from '../harness/runs.ts';

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

k:
- type: TXT
  value: |-
    v=DKIM1
    p=a
# end
z: &a {type: A, value: 192.0.2.1}
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

describe('YAML that is read entry by entry', () => {
  it('is what it is as a whole, after any edits', () => {
    const edit = fc.tuple(fc.nat(), fc.nat(8), fc.constantFrom(...PIECES));
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 8 }), (edits) => {
        const chunks = new YamlChunks();
        let text = BASE;
        assert.deepEqual(chunks.read(text), readYamlData(text));
        for (const [at, length, typed] of edits) {
          const start = at % (text.length + 1);
          text = text.slice(0, start) + typed + text.slice(start + length);
          assert.deepEqual(chunks.read(text), readYamlData(text), text);
        }
      }),
      { numRuns: runs(300) },
    );
  });

  it('is what it is as a whole in the files of the corpus', function () {
    if (!hasCorpus()) {
      sayNoCorpus('YAML that is read entry by entry');
      this.skip();
    }
    this.timeout(120_000);
    for (const path of corpusFiles('').filter((one) => /\.ya?ml$/.test(one))) {
      const text = readCorpus(path);
      if (text.length <= MAX_YAML_LENGTH)
        assert.deepEqual(new YamlChunks().read(text), readYamlData(text), path);
    }
  });

  it('is read anew only where its lines are not the same', () => {
    const chunks = new YamlChunks();
    const entries = (text: string): readonly unknown[] => {
      const { root } = chunks.read(text);
      return root?.kind === 'map' ? root.entries : [];
    };
    const [a, b] = entries('a: 1\nb: 2\nc: 3\n');
    const again = entries('a: 1\nb: 2\nc: 33\n');
    assert.equal(again[0], a);
    assert.equal(again[1], b);
  });

  it('may be longer than what is read whole', () => {
    const line = `a: ${'x'.repeat(90)}\n`;
    const long = Array.from(
      { length: Math.ceil(MAX_YAML_LENGTH / line.length) + 1 },
      (_, i) => `n${i}: ${line}`,
    );
    const flat = long.map((one) => one.replace(': a', ''));
    assert.deepEqual(new YamlChunks().read(flat.join('')).problems, []);
    const shared = `x: &x 1\ny: *x\n${flat.join('')}`;
    assert.match(new YamlChunks().read(shared).problems[0]?.message ?? '', /more than 300000 characters/);
    const many = 'a:\n'.repeat(MAX_YAML_LENGTH / 3 + 1);
    assert.match(new YamlChunks().read(many).problems[0]?.message ?? '', /more than 300000 characters/);
    const tooLong = 'a: b\n'.repeat(MAX_CHUNKED_YAML_LENGTH / 5 + 1);
    assert.match(new YamlChunks().read(tooLong).problems[0]?.message ?? '', /more than 1000000 characters/);
  });
});
