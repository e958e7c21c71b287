import assert from 'node:assert/strict';
import { corpusFiles, hasCorpus, readCorpus, sayNoCorpus } from '../harness/corpus.ts';
import { comparable, print, read } from './rdata-cases.ts';

describe('canonical RDATA of real zones', () => {
  it('is printed as BIND wrote it', function () {
    if (!hasCorpus()) {
      sayNoCorpus('canonical RDATA');
      this.skip();
    }
    let records = 0;
    const wrong: string[] = [];
    for (const file of corpusFiles('oracle').filter((name) => name.endsWith('.canonical'))) {
      for (const line of readCorpus(file).split('\n')) {
        const match = /^\S+\s+\d+\s+IN\s+(\S+)\s(.*)$/.exec(line);
        if (match === null) {
          if (line.trim() !== '' && !line.startsWith(';')) wrong.push(`${file}: ${line}`);
          continue;
        }
        const [, type = '', data = ''] = match;
        records++;
        const reading = read(type, data, '');
        const printed = comparable(print(type, reading), reading);
        const expected = comparable(withoutComment(data), reading);
        if (reading.faults.length > 0 || printed !== expected)
          wrong.push(`${file}: ${type} ${data} → ${printed}`);
      }
    }
    assert.deepEqual(wrong, []);
    assert.ok(records > 1000, `${records} records`);
  });
});

function withoutComment(data: string): string {
  return data.replace(/^((?:"(?:\\.|[^"])*"|\\.|[^";])*);.*$/, '$1');
}
