import assert from 'node:assert/strict';
import { lacks } from '../../../server/src/email/dmarc/model.ts';
import { isDmarc, parseDmarc } from '../../../server/src/email/dmarc/parse.ts';
import { rules } from '../../../server/src/rules/registry.ts';
import { HOLE, MappedText } from '../../../server/src/text/mapped-text.ts';
import { corpusFiles, hasCorpus, readCorpus, sayNoCorpus } from '../../harness/corpus.ts';
import { findingsOf, zone } from '../../harness/workspace.ts';

interface Verdict {
  readonly kind: string;
  readonly record: string;
  readonly expect: 'parses' | 'error';
}

const OWNER = '_dmarc.example.com';
const DMARC = rules.filter(({ group }) => group === 'dmarc');

/** Records on which we differ from the project that the file is named for, and the sentence that we go by. */
const DISAGREEMENTS: Readonly<Record<string, readonly (readonly [record: RegExp, because: string])[]>> = {
  checkdmarc: [],
  mox: [
    [/^v=DMARC1; sp=reject; p=reject$/, 'RFC 9989 §4.8: tags behind the version may stand in any order'],
    [
      /sp=invalid; rua=/,
      'RFC 9989 §4.10.1: read as p=none, which is a fault worth an error, not a right record',
    ],
    [/FO = 0:1:d:s/, 'RFC 9989 §4.7: "0" and "1" are mutually exclusive; RFC 7489 §6.3 allowed both'],
  ],
  stalwart: [[/!10 K , /, 'RFC 9989 §4.8: obs-dmarc-report-size has no blanks']],
};

/** `error` if something in the record does not follow RFC 9989; unknown tags are valid. */
function verdictOf(text: string): Verdict['expect'] {
  if (!isDmarc(text, OWNER)) return 'error';
  const record = parseDmarc(MappedText.unwritten(text));
  const faults = record.faults.filter((fault) => fault.code !== 'unknown-tag');
  return faults.length > 0 || lacks(record, 'p') ? 'error' : 'parses';
}

describe('DMARC records that other projects evaluate', () => {
  for (const [project, disagreements] of Object.entries(DISAGREEMENTS)) {
    it(project, function () {
      if (!hasCorpus()) {
        sayNoCorpus(`the agreement with ${project} on DMARC records`);
        this.skip();
      }
      const verdicts = JSON.parse(readCorpus(`records/${project}.json`)) as readonly Verdict[];
      const dmarc = verdicts.filter(({ kind }) => kind === 'dmarc');
      assert.ok(dmarc.length > 0);
      for (const { record, expect } of dmarc) {
        const because = disagreements.find(([pattern]) => pattern.test(record))?.[1];
        const agrees = verdictOf(record) === expect;
        assert.equal(agrees, because === undefined, `${record}\n${because ?? `${project}: ${expect}`}`);
      }
      for (const [pattern] of disagreements)
        assert.ok(
          dmarc.some(({ record }) => pattern.test(record)),
          String(pattern),
        );
    });
  }
});

describe('DMARC records in use', () => {
  it('zone files have no error', function () {
    if (!hasCorpus()) {
      sayNoCorpus('that DMARC records in zone files of real domains have no error');
      this.skip();
    }
    let records = 0;
    for (const file of corpusFiles('realworld/zones')) {
      const text = readCorpus(file);
      records += text.match(/DMARC1/g)?.length ?? 0;
      const errors = findingsOf(zone(text, file, { rules: DMARC }), file).filter(
        ({ severity }) => severity === 'error',
      );
      assert.deepEqual(
        errors.map(({ rule, message }) => `${rule}: ${message}`),
        [],
        file,
      );
    }
    assert.ok(records > 10);
  });

  it('values in Terraform and YAML have an error only if they are wrong', function () {
    if (!hasCorpus()) {
      sayNoCorpus('that DMARC records in Terraform and YAML have no error');
      this.skip();
    }
    const wrong = new Map<string, string>();
    let records = 0;
    for (const file of ['realworld/terraform', 'realworld/octodns', 'realworld/yaml'].flatMap(corpusFiles)) {
      for (const text of dmarcTexts(readCorpus(file))) {
        records++;
        const { faults } = parseDmarc(MappedText.unwritten(text));
        if (faults.length > 0) wrong.set(faults.map(({ code }) => code).join(' '), file);
      }
    }
    assert.ok(records > 200);
    assert.deepEqual(
      [...wrong].map(([codes]) => codes),
      // Two addresses without "mailto:", which their owner fixed a month later; and "fo=0:1:d:s".
      ['uri-scheme-missing uri-scheme-missing', 'fo-exclusive'],
    );
  });
});

/** Text in quotes, or after a YAML key, that starts like DMARC. `${…}` is an unresolved value. */
function dmarcTexts(source: string): readonly string[] {
  const texts: string[] = [];
  for (const line of source.split('\n')) {
    const start = line.search(/v=DMARC1\b/);
    if (start < 0) continue;
    const known = line
      .slice(start)
      .replace(/\$\{[^}]*\}/g, HOLE)
      .replaceAll('\\;', ';')
      .replaceAll('\\" \\"', '');
    texts.push(known.replace(/["\\].*$/, '').trimEnd());
  }
  return texts;
}
