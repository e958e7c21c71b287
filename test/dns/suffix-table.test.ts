import assert from 'node:assert/strict';

import { SuffixTable } from '../../server/src/dns/suffix-table.ts';

describe('a table by the ends of names', () => {
  const table = new SuffixTable([
    ['example.com', 1],
    ['mail.example.com', 2],
    ['example.net', 3],
    ['example.com', 4],
  ]);

  for (const [name, expected] of [
    ['example.com', [1, 4]],
    ['www.example.com', [1, 4]],
    ['a.mail.example.com', [1, 2, 4]],
    ['example.net', [3]],
    // The end of the text is not the end of the name.
    ['notexample.com', []],
    ['a\\.mail.example.com', [1, 4]],
    ['com', []],
    ['', []],
  ] as const) {
    it(`has for "${name}" ${expected.length === 0 ? 'nothing' : expected.join(', ')}`, () => {
      assert.deepEqual(table.valuesFor(name), expected);
    });
  }
});
