import assert from 'node:assert/strict';
import { textsFrom } from '../../server/src/text/texts.ts';

describe('textsFrom', () => {
  const text = textsFrom({
    plain: 'edits overlap',
    filled: '"{name}" has {count} records, and {name} is a name',
  });

  it('returns a text by its key, with its placeholders filled', () => {
    assert.equal(text('plain'), 'edits overlap');
    assert.equal(
      text('filled', { name: '{count}', count: 2 }),
      '"{count}" has 2 records, and {count} is a name',
    );
  });
});
