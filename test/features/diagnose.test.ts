import assert from 'node:assert/strict';
import { notesOfRule } from '../../server/src/features/diagnose.ts';
import { rules } from '../../server/src/rules/registry.ts';

describe('what is known about a rule', () => {
  it('exists for every rule', () => {
    for (const { id, why } of rules) assert.equal(notesOfRule(id)?.why, why);
  });

  it('shows whether what it finds has no effect', () => {
    assert.equal(notesOfRule('spf-terms-after-all')?.unnecessary, true);
    assert.equal(notesOfRule('spf-all-pass')?.unnecessary, false);
  });
});
