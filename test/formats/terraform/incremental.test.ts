import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { FILES, OVERRIDDEN, PIECES, random, shown } from './edited-modules.ts';
import { terraform } from './module.ts';

describe('Terraform modules while they are edited', function () {
  this.timeout(120_000);

  for (const [what, files] of [
    ['', FILES],
    [', overrides among it', OVERRIDDEN],
  ] as const) {
    it(`read the same as from scratch, whatever was typed before${what}`, () => {
      const paths = Object.keys(files);
      for (let seed = 1; seed <= 25; seed++) {
        const next = random(seed);
        const texts: Record<string, string> = { ...files };
        const edited = terraform(texts, paths);
        shown(edited, paths);
        for (let step = 0; step < 12; step++) {
          const path = paths[next(paths.length)] ?? '';
          const text = texts[path] ?? '';
          const start = next(text.length + 1);
          const end = next(3) > 0 ? start : Math.min(text.length, start + next(12));
          const piece = next(4) === 0 ? '' : (PIECES[next(PIECES.length)] ?? '');
          texts[path] = text.slice(0, start) + piece + text.slice(end);
          edited.edit(path, [{ range: { start, end }, text: piece }]);
          // Half of them one after the other, unseen.
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

  it('count at once in other files of the module, and in the modules that it calls', () => {
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
