import assert from 'node:assert/strict';
import { plain } from '../../server/src/features/reports/paint.ts';
import { catalogText } from '../../server/src/hosts/cli/rules.ts';
import { rules } from '../../server/src/rules/registry.ts';

describe('the list of rules', () => {
  it('marks preview rules', () => {
    const [first, second] = rules;
    assert.ok(first !== undefined && second !== undefined);
    const lines = catalogText([first, { ...second, preview: true }], plain).split('\n');
    assert.deepEqual(
      lines.map((line) => line.endsWith(' (preview)')),
      [false, true, false],
    );
  });
});
