/**
 * Counts what offered fixes do: `npx tsx test/fuzz/count-fixes.ts --applied 20000 --seed 1`. Every input of the pages, the
 * examples and the corpus is tried as it is, and then with mistakes until so many fixes have been applied, each to files
 * that are read from nothing. With `--part 0/2`, only each second input, so that several processes share the work.
 */
import { parseArgs } from 'node:util';
import { allInputs } from '../harness/fix-inputs.ts';
import type { FixInput } from '../harness/fix-inputs.ts';
import { mutated, seeded } from '../harness/fix-mutations.ts';
import { checkFixes, showViolation } from '../harness/fixes.ts';
import type { ViolationKind } from '../harness/fixes.ts';

/** Characters: mistakes are made in shorter inputs, since all of an input is read anew for each of its fixes. */
const LONGEST_WITH_MISTAKES = 4_000;

const { values } = parseArgs({
  options: {
    applied: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '1' },
    part: { type: 'string', default: '0/1' },
  },
});
const [part = 0, parts = 1] = values.part.split('/').map(Number);

const totals = { inputs: 0, findings: 0, applied: 0 };
const violations = new Map<ViolationKind, number>();

function count({ name, files, options }: FixInput): void {
  const checked = checkFixes(files, options);
  totals.inputs++;
  totals.findings += checked.findings;
  totals.applied += checked.applied;
  for (const violation of checked.violations) {
    violations.set(violation.kind, (violations.get(violation.kind) ?? 0) + 1);
    console.log(`${name}: ${showViolation(violation)}\n${JSON.stringify(files)}`);
  }
}

function show(): void {
  console.log(JSON.stringify({ ...totals, violations: Object.fromEntries(violations) }));
}

const inputs = allInputs().filter((_, i) => i % parts === part);
for (const input of inputs) count(input);
show();
const random = seeded(Number(values.seed) * parts + part);
const pool = inputs.filter(({ files }) => Object.values(files).join('').length < LONGEST_WITH_MISTAKES);
while (totals.applied < Number(values.applied) / parts) {
  const input = pool[Math.floor(random() * pool.length)];
  if (input !== undefined) count(mutated(input, pool, random));
  if (totals.inputs % 500 === 0) show();
}
show();
