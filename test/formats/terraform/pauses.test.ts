import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createWorkspace } from '../../../server/src/analysis/create-workspace.ts';
import type { Workspace } from '../../../server/src/analysis/workspace.ts';
import { environment } from '../../harness/workspace.ts';
import { runs } from '../../harness/runs.ts';
import { problemLines, terraform, txt } from './module.ts';
import { FILES, OVERRIDDEN, PIECES, random, shown, typeSomewhere } from './edited-modules.ts';

type Texts = Readonly<Record<string, string>>;

const MORE = {
  ...OVERRIDDEN,
  'dns/more.tf': `${txt('list', '[for i in range(40) : "v=spf1 ip4:192.0.2.${i} -all" if i % 7 == 0]...')}
${txt('loop', 'join(" ", [for a in ["v=spf1", "mx"] : join("", [for b in split("", a) : upper(b)])])')}
${txt('yaml', 'yamldecode(file("data.yaml")).spf')}
${txt('tried', 'try(local.none.b, lookup(aws_route53_record.a, "name", "x"), "y")')}
resource "aws_route53_record" "each" {
  for_each = { for name, spf in yamldecode(file("data.yaml")).zones : name => spf }
  zone_id  = "Z1"
  name     = each.key
  type     = "TXT"
  records  = [each.value]
}
locals {
  around = local.there
  there  = "\${local.around}x"
}
${txt('circle', 'local.around')}
`,
  'dns/data.yaml': 'spf: v=spf1 +all\nzones: {a: v=spf1 mx -all, b: v=spf1 a -all}\n',
} as const;

/** A workspace with limited time for each piece of work, according to `hasTime`. */
function impatient(texts: Texts, hasTime: () => boolean): Workspace {
  const workspace = createWorkspace({
    ...environment(),
    files: {
      list: (folder) => Object.keys(texts).filter((path) => path.slice(0, path.lastIndexOf('/')) === folder),
      read: (path) => texts[path],
    },
    evaluation: { startSlice: () => hasTime, evaluated: () => undefined },
  });
  for (const [path, text] of Object.entries(texts)) if (!path.endsWith('.yaml')) workspace.add(path, text);
  return workspace;
}

function evaluated(workspace: Workspace, hasTime: () => boolean): number {
  let slices = 1;
  while (!workspace.evaluateWhile(hasTime)) slices++;
  return slices;
}

describe('a paused evaluation of Terraform modules', function () {
  this.timeout(120_000);

  for (const [what, files] of [
    ['', FILES],
    [', with overrides, loops, data and cycles', MORE],
  ] as const) {
    it(`gives the same results as without pauses, wherever it pauses and whatever is edited meanwhile${what}`, () => {
      const paths = Object.keys(files).filter((path) => !path.endsWith('.yaml'));
      let slices = 0;
      for (let seed = 1; seed <= runs(4); seed++) {
        const next = random(seed);
        const hasTime = (): boolean => next(20) === 0;
        const texts: Record<string, string> = { ...files };
        const workspace = impatient(texts, hasTime);
        for (let step = 0; step < 12; step++) {
          // Some edits come before an evaluation has begun, while it runs, or after it is done.
          const most = next(3) === 0 ? Infinity : next(40);
          for (let i = 0; i < most && !workspace.evaluateWhile(hasTime); i++) slices++;
          if (workspace.isEvaluated && next(2) === 0) {
            assert.deepEqual(
              shown(workspace, paths),
              shown(terraform(texts, paths), paths),
              `seed ${seed}, step ${step}`,
            );
          }
          const path = typeSomewhere(workspace, texts, { paths, pieces: PIECES, next });
          assert.equal(workspace.textOf(path)?.length, texts[path]?.length);
        }
        slices += evaluated(workspace, hasTime);
        assert.deepEqual(shown(workspace, paths), shown(terraform(texts, paths), paths), `seed ${seed}`);
      }
      assert.ok(slices > 150, `${slices} slices`);
    });
  }

  it('leaves out the same parts, with the same report, if there is too much work', () => {
    const text = `${txt('right', '"v=spf1 -all"')}locals {
  letters = join("", [for i in range(900) : "a"])
  many    = [for i in range(9000) : [for j in range(200) : "\${local.letters}\${i}\${j}"]]
  other   = length(local.many)
}
${txt('many', 'length(local.many), local.other')}${txt('after', '"v=spf1 mx -all"')}`;
    const files = { 'dns/main.tf': text };
    const whole = terraform(files);
    let looks = 0;
    const hasTime = (): boolean => ++looks % 7 > 0;
    const workspace = impatient(files, hasTime);
    const slices = evaluated(workspace, hasTime);
    assert.ok(slices > 100, `${slices} slices`);
    const [problem] = problemLines(workspace, 'dns/main.tf');
    // The value is too large, or takes too much work: whichever limit is reached first.
    assert.match(problem ?? '', /too (?:much|large)/);
    assert.deepEqual(shown(workspace, ['dns/main.tf']), shown(whole, ['dns/main.tf']));
    // Half of the work, an edit, and the rest.
    const edited = impatient(files, hasTime);
    for (let i = 0; i < slices / 2; i++) assert.equal(edited.evaluateWhile(hasTime), false);
    const at = text.indexOf('range(9000)') + 6;
    edited.edit('dns/main.tf', [{ range: { start: at, end: at + 4 }, text: '8000' }]);
    evaluated(edited, hasTime);
    const after = { 'dns/main.tf': text.replace('range(9000)', 'range(8000)') };
    assert.deepEqual(shown(edited, ['dns/main.tf']), shown(terraform(after), ['dns/main.tf']));
  });

  it('has no records of the edited document until it is done, but has those of others', () => {
    let hasTime = true;
    const texts = { ...FILES };
    const workspace = impatient(texts, () => hasTime);
    evaluated(workspace, () => true);
    const records = (path: string): number => [...workspace.records(path)].length;
    const before = records('dns/main.tf');
    assert.ok(before > 0 && records('mail/main.tf') > 0);
    hasTime = false;
    workspace.edit('dns/main.tf', [{ range: { start: 0, end: 0 }, text: '# x\n' }]);
    assert.equal(records('dns/main.tf'), 0);
    assert.ok(records('mail/main.tf') > 0);
    assert.equal(workspace.isEvaluated, false);
    evaluated(workspace, () => true);
    assert.equal(records('dns/main.tf'), before);
  });
});
