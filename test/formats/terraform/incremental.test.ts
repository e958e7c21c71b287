import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { defineRule, nameRule } from '../../../server/src/rules/rule.ts';
import { runs } from '../../harness/runs.ts';
import { FILES, OVERRIDDEN, VARIED, PIECES, random, shown, typeSomewhere } from './edited-modules.ts';
import { terraform, txt } from './module.ts';

describe('Terraform modules while they are edited', function () {
  this.timeout(120_000);

  for (const [what, files] of [
    ['', FILES],
    [', including overrides', OVERRIDDEN],
    [', including files of values', VARIED],
  ] as const) {
    it(`give the same results as from scratch, after any edits${what}`, () => {
      const paths = Object.keys(files);
      for (let seed = 1; seed <= runs(6); seed++) {
        const next = random(seed);
        const texts: Record<string, string> = { ...files };
        const edited = terraform(texts, paths);
        shown(edited, paths);
        for (let step = 0; step < 12; step++) {
          typeSomewhere(edited, texts, { paths, pieces: PIECES, next });
          // Half of the edits follow each other without a check.
          if (next(2) === 0) continue;
          assert.deepEqual(
            shown(edited, paths),
            shown(terraform(texts, paths), paths),
            `seed ${seed}, step ${step}`,
          );
        }
      }
    });
  }

  it('rerun rules only on what an edit changed, and not on what it moved', () => {
    let runs = 0;
    const counting = defineRule({
      subject: 'record',
      types: ['TXT'],
      severity: 'hint',
      specs: ['RFC 1035 §3.3.14'],
      why: 'It counts.',
      messages: { none: 'It never reports.' },
      check({ record: { rdata, ownerText } }) {
        runs++;
        // Records cache some results: they are the same records afterwards.
        if (rdata.kind === 'text') assert.ok(rdata.value.complete && ownerText?.complete);
      },
    });
    const records = Array.from({ length: 50 }, (_, i) => txt(`d${i}`, `"v=spf1 ip4:192.0.2.${i} -all"`));
    const files = { 'dns/main.tf': `# All of them.\n${records.join('')}` };
    const workspace = terraform(files, ['dns/main.tf'], [nameRule('txt', 'counting', counting)]);
    workspace.findings('dns/main.tf');
    assert.equal(runs, 50);
    runs = 0;
    const type = (prefix: string): void => {
      const start = (workspace.textOf('dns/main.tf')?.slice(0, 1000) ?? '').indexOf(prefix) + prefix.length;
      workspace.edit('dns/main.tf', [{ range: { start, end: start }, text: '7' }]);
      workspace.findings('dns/main.tf');
    };
    type('# All');
    assert.equal(runs, 0);
    type('ip4:192.0.2.1');
    assert.equal(runs, 1);
  });

  it('take effect immediately in other files of the module, and in the modules that it calls', () => {
    const paths = Object.keys(FILES);
    const workspace = terraform(FILES, paths);
    const rules = (path: string): readonly string[] =>
      workspace.findings(path).findings.map(({ rule }) => rule);
    assert.ok(!rules('dns/locals.tf').includes('spf-all-pass'));
    const at = FILES['dns/terraform.tfvars'].indexOf('~all');
    workspace.edit('dns/terraform.tfvars', [{ range: { start: at, end: at + 1 }, text: '+' }]);
    const all = paths.flatMap(rules);
    assert.ok(all.includes('spf-all-pass'));
  });
});
