import assert from 'node:assert/strict';
import { readCsv } from '../../../server/src/formats/terraform/evaluate/data/csv.ts';
import type { DataReading } from '../../../server/src/formats/terraform/evaluate/data/data-reading.ts';
import { jsonValueOf } from '../../../server/src/formats/terraform/evaluate/data/json.ts';
import { readYaml } from '../../../server/src/formats/terraform/evaluate/data/yaml.ts';
import { wholeFile } from '../../../server/src/formats/terraform/evaluate/functions/encodings.ts';
import { MAX_SEGMENTS } from '../../../server/src/text/decoded-text.ts';
import type { TracedText } from '../../../server/src/formats/terraform/evaluate/traced-text.ts';
import { elementsOf, toText } from '../../../server/src/formats/terraform/evaluate/value.ts';
import type { Value } from '../../../server/src/formats/terraform/evaluate/value.ts';
import type { Evaluation } from '../../../server/src/formats/terraform/evaluate/work.ts';

type Reader = (text: TracedText, reading: DataReading) => Evaluation<Value | undefined>;

const READING: DataReading = {
  isPauseDue: true,
  spend: () => true,
  report: (message) => assert.fail(message),
  reportInvalid: (message) => assert.fail(message),
};

/** How often reading can pause, and its result. */
function read(reader: Reader, text: string): { readonly pauses: number; readonly value: Value | undefined } {
  const evaluation = reader(wholeFile({ path: 'data', text }), READING);
  for (let pauses = 0; ; pauses++) {
    const { done, value } = evaluation.next();
    if (done === true) return { pauses, value };
  }
}

describe('reading data with many escapes', () => {
  const COUNT = 500;
  const escaped = '\\n'.repeat(40);

  it('can pause at each string', () => {
    const yaml = read(readYaml, `- "${escaped}"\n`.repeat(COUNT));
    const json = read(jsonValueOf, `[${Array.from({ length: COUNT }, () => `"${escaped}"`).join(',')}]`);
    const csv = read(readCsv, `a\n${`"${'""'.repeat(40)}"\n`.repeat(COUNT)}`);
    for (const { pauses, value } of [yaml, json, csv]) {
      assert.ok(pauses >= COUNT, String(pauses));
      assert.equal(value && elementsOf(value)?.length, COUNT);
    }
  });

  it('creates no object for each escape of a string that has too many', () => {
    const many = MAX_SEGMENTS + 10;
    const yaml = read(readYaml, `- "${'\\n'.repeat(many)}"\n`);
    const json = read(jsonValueOf, `["${'\\n'.repeat(many)}"]`);
    const csv = read(readCsv, `a\n"${'""'.repeat(many)}"\n`);
    const texts = [yaml, json, csv].map(({ value }) => {
      const first = value && elementsOf(value)?.[0]?.value;
      const text = first?.kind === 'map' ? first.entries.get('a')?.value : first;
      return text && toText(text);
    });
    assert.deepEqual(
      texts.map((text) => [text?.length, text?.segments.length]),
      [
        [many, 1],
        [many, 1],
        [many, 1],
      ],
    );
    assert.ok(csv.pauses >= 3);
  });
});
