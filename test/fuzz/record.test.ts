import assert from 'node:assert/strict';
import { added, read, written } from './record.ts';

const count = (entry: string, inputs: number, failures = 0): Parameters<typeof added>[0][number] => ({
  entry, inputs, failures, date: '2026-01-02', seed: 3,
}); // prettier-ignore

describe('the table of fuzzed inputs', () => {
  it('is read back unchanged', () => {
    const rows = [count('zone', 1_234_567, 2), count('rdata-octets', 0)];
    assert.deepEqual(read(written(rows)), rows);
  });

  it('adds up inputs and failures, and has the total at the end', () => {
    const rows = added(
      [count('zone', 10, 1), count('spf', 5)],
      [{ ...count('zone', 7), seed: 4 }, count('lsp', 1)],
    );
    assert.deepEqual(rows, [{ ...count('zone', 17, 1), seed: 4 }, count('spf', 5), count('lsp', 1)]);
    assert.match(written(rows), /\| \*\*all\*\* \| \*\*23\*\* \| \*\*1\*\* \|/);
  });
});
