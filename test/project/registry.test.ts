import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { REGISTRY, registryText } from '../../scripts/rule-registry.ts';
import { rules } from '../../server/src/rules/registry.ts';

const root = path.join(__dirname, '../..');

describe('the registry of rules', () => {
  it('has each id once, in alphabetical order', () => {
    const ids = rules.map((rule) => rule.id);
    assert.deepEqual(ids, [...new Set(ids)].sort());
  });

  it('has the rules that are in the folders', async () => {
    const registry = readFileSync(path.join(root, REGISTRY), 'utf8');
    assert.equal(registry, await registryText(), 'run `npm run docs`');
  });

  it('names each rule after its file', () => {
    for (const { id, group, name } of rules) {
      const file = path.join(root, 'server/src/rules', group, `${name}.ts`);
      assert.ok(existsSync(file), `${id} is not in ${file}`);
      assert.equal(id, `${group}-${name}`);
    }
  });

  it('cites standards that docs/specs.md lists', () => {
    const known = readFileSync(path.join(root, 'docs/specs.md'), 'utf8');
    for (const { id, group, specs } of rules) {
      // Our own comment syntax is in no other standard.
      assert.ok(specs.length > 0 || group === 'comment', `${id} cites nothing`);
      for (const spec of specs) {
        if (spec.startsWith('draft-')) {
          assert.ok(known.includes(`\`${spec}\``), `${spec} (${id}) is not in docs/specs.md`);
          continue;
        }
        assert.match(
          spec,
          /^RFC \d{3,5}(?: (?:§[\dA-Z][\d.A-Z]*))?$/,
          `${id}: "${spec}" is not the form of a citation`,
        );
        const number = /\d+/.exec(spec)?.[0] ?? '';
        assert.ok(known.includes(`| ${number} |`), `RFC ${number} (${id}) is not in docs/specs.md`);
      }
    }
  });

  it('has reasons, and messages with placeholders that can be filled', () => {
    for (const { id, why, messages } of rules) {
      assert.match(why, /[.]$/, `${id}: the why is no sentence`);
      for (const message of Object.values(messages)) assert.match(message, /[.?]$/, `${id}: "${message}"`);
    }
  });

  it('has SMTP replies as symptoms', () => {
    for (const { id, symptoms } of rules) {
      for (const symptom of symptoms ?? []) assert.match(symptom, /^[45]\d\d(?: [45]\.\d+\.\d+)?$/, id);
    }
  });
});
