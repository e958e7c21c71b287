import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentedFunctions, evaluatedFunctions } from '../../scripts/terraform-functions.ts';
import { valuesOf } from '../formats/terraform/function-values.ts';

const root = join(__dirname, '../..');

describe('the page about Terraform functions', () => {
  const all = documentedFunctions();

  it('has each function once', () => {
    const names = all.map(({ name }) => name);
    assert.ok(names.length > 130);
    assert.equal(new Set(names).size, names.length);
  });

  it('has all evaluated functions', () => {
    const names = new Set(all.map(({ name }) => name));
    assert.deepEqual(
      [...evaluatedFunctions()].filter((name) => !names.has(name)),
      [],
    );
  });

  it('explains why the others are not evaluated, and does not evaluate them', () => {
    const others = all.filter(({ isKnown }) => !isKnown);
    assert.deepEqual(
      others.filter(({ note }) => note === undefined),
      [],
    );
    const calls = others.flatMap(({ name }) => [`${name}()`, `${name}("a")`, `${name}("a", "b")`]);
    assert.deepEqual(
      valuesOf(calls),
      calls.map(() => '…'),
    );
  });

  it('has examples of all evaluated functions in the tests', () => {
    const folder = join(root, 'test/formats/terraform');
    const tests = readdirSync(folder).filter((name) => name.endsWith('.test.ts'));
    const text = tests.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
    const untested = all.filter(({ name, isKnown }) => isKnown && !text.includes(`${name}(`));
    assert.deepEqual(
      untested.map(({ name }) => name),
      [],
    );
  });

  it('is linked from the page about formats', () => {
    assert.ok(readFileSync(join(root, 'docs/FORMAT.md'), 'utf8').includes('](terraform-functions.md)'));
  });
});
