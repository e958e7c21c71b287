import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Shape } from '../harness/shape.ts';
import { StepCounter } from '../harness/steps.ts';

/** As a share of what twice, or eight times, the input would take if work were proportional to it: room for n log n. */
const ROOM = { twice: 1.2, eightfold: 1.5 };

const AREAS = join(__dirname, 'shapes');

/**
 * Edits, fixes and formatting of each shape take minutes, and usually show the same as checking it. `npm test` on its
 * own leaves them out.
 */
function isWanted({ name }: Shape): boolean {
  return process.env['MAILTXT_STEPS'] === 'all' || !/: (?:edit|fix|format)$/.test(name);
}

interface Growth {
  /** At n, 4n and 8n. */
  readonly totals: readonly number[];
  readonly isTooFast: boolean;
}

async function grow(counter: StepCounter, { name, from }: Pick<Shape, 'name' | 'from'>): Promise<Growth> {
  const totals: number[] = [];
  for (const times of [1, 4, 8]) totals.push(await counter.count(name, times * from));
  const [first = 0, before = 0, last = 0] = totals;
  return { totals, isTooFast: last > 2 * ROOM.twice * before || last > 8 * ROOM.eightfold * first };
}

/** The functions that have more steps at 8n than twice those at 4n, with both. */
async function fastest(counter: StepCounter, { name, from }: Shape): Promise<string> {
  const before = await counter.byFunction(name, 4 * from);
  const last = await counter.byFunction(name, 8 * from);
  const excess = (one: string): number => (last[one] ?? 0) - 2 * (before[one] ?? 0);
  return Object.keys(last)
    .sort((a, b) => excess(b) - excess(a))
    .slice(0, 5)
    .map((one) => `  ${one}: ${before[one] ?? 0}, ${last[one] ?? 0}`)
    .join('\n');
}

describe('steps of hostile input', function () {
  this.timeout(60_000);

  for (const file of readdirSync(AREAS)) {
    describe(file, () => {
      const table = join(AREAS, file);
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- tests are declared before anything can be awaited
      const { shapes } = require(table) as { readonly shapes: readonly Shape[] };
      let counter: StepCounter;
      before(async () => (counter = await StepCounter.start(table)));
      after(() => counter.stop());

      for (const shape of shapes.filter(isWanted)) {
        it(shape.name, async () => {
          // The first time can include work that the process remembers, such as which services names belong to.
          if (!(await grow(counter, shape)).isTooFast) return;
          const { totals, isTooFast } = await grow(counter, shape);
          if (!isTooFast) return;
          assert.fail(`${totals.join(', ')} steps; what grows fastest:\n${await fastest(counter, shape)}`);
        });
      }
    });
  }

  describe('are detected', () => {
    let counter: StepCounter;
    const table = join(__dirname, 'quadratic.ts');
    before(async () => (counter = await StepCounter.start(table)));
    after(() => counter.stop());

    for (const name of [
      'a loop in a loop',
      'a spread in a loop',
      'a search in a loop',
      'a set from a list in a loop',
    ]) {
      it(`if they grow with the square: ${name}`, async () => {
        const { totals, isTooFast } = await grow(counter, { name, from: 100 });
        assert.ok(isTooFast, totals.join(', '));
      });
    }

    it('and are the same each time', async () => {
      const once = await counter.byFunction('a search in a loop', 300);
      assert.deepEqual(await counter.byFunction('a search in a loop', 300), once);
    });
  });
});
