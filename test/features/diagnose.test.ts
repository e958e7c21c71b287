import assert from 'node:assert/strict';
import { notesOfRule, UNNECESSARY } from '../../server/src/features/diagnose.ts';
import { rules } from '../../server/src/rules/registry.ts';

describe('what is known of a rule', () => {
  it('is there for every rule', () => {
    for (const { id, why } of rules) assert.equal(notesOfRule(id)?.why, why);
  });

  it('names no rule that there is not', () => {
    for (const id of UNNECESSARY) assert.equal(notesOfRule(id)?.unnecessary, true, id);
  });
});
