import assert from 'node:assert/strict';
import { RuleChoice } from '../../server/src/analysis/engine/rule-table.ts';
import type { Features, Rule } from '../../server/src/rules/rule.ts';

/** More than fit into three words of a set. */
const COUNT = 100;

/** They are features of no subject: only that they differ matters. */
const feature = (i: number): Features['fault'] => `feature-${i}` as Features['fault'];

function ruleOf(i: number): Rule<'fault'> {
  return {
    id: `own-${i}`,
    group: 'own',
    name: String(i),
    subject: 'fault',
    needs: [feature(i), feature((i + 1) % COUNT)],
    severity: 'hint',
    since: '0.1.0',
    specs: [],
    why: 'It is a test.',
    messages: {},
    check: () => undefined,
  };
}

const RULES = Array.from({ length: COUNT }, (_, i) => ruleOf(i));

describe('the choice of rules by features', () => {
  it('accepts any number of features, and gives each set its own rules', () => {
    const choice = new RuleChoice<'fault'>(RULES);
    const idsFor = (...which: readonly number[]): readonly string[] =>
      choice.for(which.map(feature)).map(({ name }) => name);
    for (let round = 0; round < 2; round++) {
      assert.deepEqual(idsFor(), []);
      for (let i = 1; i < COUNT; i++) {
        assert.deepEqual(idsFor(i), [String(i - 1), String(i)]);
        assert.deepEqual(
          idsFor(i, i, 0),
          i === 1 ? ['0', '1', '99'] : [...new Set(['0', String(i - 1), String(i), '99'])],
        );
      }
    }
  });

  it('caches the rules of a set', () => {
    const choice = new RuleChoice<'fault'>(RULES);
    const first = choice.for([feature(40), feature(99)]);
    assert.equal(choice.for([feature(99), feature(40), feature(40)]), first);
  });

  it('has rules that need nothing for every subject', () => {
    const everywhere: { needs?: unknown } = { ...ruleOf(0) };
    delete everywhere.needs;
    const choice = new RuleChoice<'fault'>([everywhere as Rule<'fault'>, ruleOf(1)]);
    assert.deepEqual(choice.for([]).length, 1);
    assert.deepEqual(choice.for([feature(2)]).length, 2);
  });
});
