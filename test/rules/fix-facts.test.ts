import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createWorkspace } from '../../server/src/analysis/create-workspace.ts';
import { rules } from '../../server/src/rules/registry.ts';
import { hasCorpus, sayNoCorpus } from '../harness/corpus.ts';
import { exampleInputs, pageInputs, policyInputs, zoneInputs } from '../harness/fix-inputs.ts';
import { environment } from '../harness/workspace.ts';

const DOCS = path.join(__dirname, '../../docs/rules');

/** Pages are made from their own examples, so a rule could offer a fix that none of those shows. */
describe('a rule whose page says "no fix"', () => {
  const without = new Set(
    rules.flatMap(({ id }) =>
      / · no fix · /.test(readFileSync(path.join(DOCS, `${id}.md`), 'utf8')) ? [id] : [],
    ),
  );

  it('offers no fix on the examples and on real zones', () => {
    if (!hasCorpus()) sayNoCorpus('whether rules offer fixes on real zones');
    assert.ok(without.size > 0);
    for (const { name, files, options } of [
      ...pageInputs(),
      ...policyInputs(),
      ...exampleInputs(),
      ...zoneInputs(),
    ]) {
      const workspace = createWorkspace(environment({ origin: 'example.com', ...options }));
      for (const [file, text] of Object.entries(files)) workspace.add(file, text);
      for (const file of workspace.paths()) {
        for (const finding of workspace.findings(file).findings) {
          if (!without.has(finding.rule)) continue;
          const titles = workspace.fixesOf(file, finding).map(({ title }) => title);
          assert.deepEqual(titles, [], `${finding.rule} in ${name}`);
        }
      }
    }
  });
});
