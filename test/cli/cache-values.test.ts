import assert from 'node:assert/strict';
import { textOfAnswer } from '../../server/src/hosts/cli/cache/asked-questions.ts';

describe('the text by which a cache identifies an answer', () => {
  it('is the same however a list was made', () => {
    const withRoom = new Array<string>(1);
    withRoom[0] = 'a';
    assert.equal(textOfAnswer(withRoom), textOfAnswer(['a']));
    assert.equal(textOfAnswer(new Map([['a', withRoom]])), textOfAnswer(new Map([['a', ['a']]])));
  });

  it('is different for other values', () => {
    const values = [
      undefined,
      null,
      false,
      0,
      1n,
      '',
      'undefined',
      [],
      [''],
      ['a,b'],
      ['a', 'b'],
      [['a'], 'b'],
      {},
      { a: undefined },
      { a: 1 },
      { a: '1' },
      new Map(),
      new Map([['a', 1]]),
      new Set(),
      new Set(['a']),
      new Date(0),
      '\ud800',
      '\ud801',
    ];
    assert.equal(new Set(values.map(textOfAnswer)).size, values.length);
  });

  it('does not exist for values that are not data', () => {
    for (const value of [() => 1, { a: () => 1 }, Symbol('a')]) assert.throws(() => textOfAnswer(value));
  });
});
