import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { newRuleFiles } from '../../scripts/new-rule.ts';
import { rules } from '../../server/src/rules/registry.ts';
import { nameRule } from '../../server/src/rules/rule.ts';
import type { AnyRuleDefinition } from '../../server/src/rules/rule.ts';
import { checkRightExample, checkSections, checkWrongExample } from '../harness/check-page.ts';

const load = createRequire(__filename);
const source = join(__dirname, '../../server/src');

describe('`npm run new-rule`', () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'mailtxt-new-rule-'));
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  for (const id of ['txt-own-fault', 'mta-sts-own']) {
    it(`creates the files of ${id}, which pass their first test`, () => {
      const files = newRuleFiles(id);
      for (const [path, text] of files) write(join(folder, 'rules', path), text);
      // The modules that a rule imports are in the project.
      for (const path of ['rules/rule.ts', 'text/range.ts'])
        write(join(folder, path), `export * from ${JSON.stringify(join(source, path))};\n`);
      const [code = '', page = ''] = [...files.keys()];
      const [group = '', file = ''] = code.split('/');
      const { default: definition } = load(join(folder, 'rules', code)) as { default: AnyRuleDefinition };
      const rule = nameRule(group, file.replace('.ts', ''), definition);
      assert.equal(rule.id, id);
      const pageFile = join(folder, 'rules', page);
      const check = { rule, page: readFileSync(pageFile, 'utf8'), file: pageFile, rules: [...rules, rule] };
      checkSections(check);
      checkWrongExample(check);
      checkRightExample(check);
    });
  }

  for (const id of ['', 'txt', 'txt-', 'own-fault', 'txt-Own', 'txt-../x', 'spf-all-pass']) {
    it(`refuses ${JSON.stringify(id)}`, () => {
      assert.throws(() => newRuleFiles(id), /is not GROUP-NAME|already exists/);
    });
  }
});

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
