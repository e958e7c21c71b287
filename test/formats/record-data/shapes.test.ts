import assert from 'node:assert/strict';
import { formatByContent } from '../../../server/src/analysis/input/formats.ts';
import { SHAPES } from '../../../server/src/formats/record-data/shapes.ts';
import { printRdata } from '../../../server/src/records/rdata/index.ts';
import type { DnsRecord } from '../../../server/src/records/record.ts';
import { workspace } from '../../harness/workspace.ts';
import { ORDINARY_DATA, SHAPE_EXAMPLES } from './examples.ts';

function lineOf({ owner, ttl, type, rdata }: DnsRecord): string {
  const data = rdata.kind === 'text' ? rdata.value.text : printRdata(type, rdata);
  return `${owner} ${ttl ?? '-'} ${type} ${data}`;
}

describe('records in JSON and YAML are read', () => {
  for (const { shape, path, text, records } of SHAPE_EXAMPLES)
    it(`as ${shape} in ${path}`, () => {
      assert.equal(formatByContent(path, text)?.id, 'record-data');
      const made = workspace();
      assert.ok(made.add(`/${path}`, text));
      assert.deepEqual(
        [...made.records(`/${path}`)].map(({ record }) => lineOf(record)),
        records,
      );
      assert.deepEqual(made.problems(`/${path}`), []);
    });

  it('in each shape of the table', () => {
    const named = new Set(SHAPE_EXAMPLES.map(({ shape }) => shape));
    const others = new Set([
      'deSEC records',
      'DNSimple records',
      'IONOS records',
      'DNSControl configuration',
    ]);
    assert.deepEqual(
      SHAPES.map(({ name }) => name).filter((name) => !named.has(name) && !others.has(name)),
      [],
    );
  });

  for (const [path, text] of ORDINARY_DATA)
    it(`and not found in ${path}`, () => {
      assert.notEqual(formatByContent(path, text)?.id, 'record-data');
      assert.notEqual(formatByContent(path, text.replaceAll('\n', '\r\n'))?.id, 'record-data');
    });
});
