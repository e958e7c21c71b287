import assert from 'node:assert/strict';
import { canBeAsked, plainName } from '../../../server/src/hosts/node/dns/names.ts';
import { HOLE } from '../../../server/src/text/mapped-text.ts';

describe('names in questions and answers', () => {
  it('are queried if DNS can have them and all of them is known', () => {
    for (const name of ['', 'example', '_spf.example.com', 'a\\.b.example', `${'x'.repeat(63)}.example`]) {
      assert.ok(canBeAsked(name), name);
    }
    for (const name of [`${HOLE}.example`, 'a..example', `${'x'.repeat(64)}.example`, 'abc.'.repeat(64)]) {
      assert.ok(!canBeAsked(name), name);
    }
  });

  const plain: readonly (readonly [name: string, plain: string | undefined])[] = [
    ['', ''],
    ['_spf.example', '_spf.example'],
    ['a\\@b.example', 'a@b.example'],
    ['a\\064b.example', 'a@b.example'],
    ['a\\\\b.example', 'a\\b.example'],
    // A dot in a label, and octets that do not print.
    ['a\\.b.example', undefined],
    ['a\\046b.example', undefined],
    ['a\\032b.example', undefined],
    ['a\\233b.example', undefined],
  ];
  for (const [name, expected] of plain) {
    it(`${JSON.stringify(name)} without escapes is ${JSON.stringify(expected)}`, () => {
      assert.equal(plainName(name), expected);
    });
  }
});
