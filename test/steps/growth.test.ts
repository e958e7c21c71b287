import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Shape } from '../harness/shape.ts';
import { StepCounter } from '../harness/steps.ts';
import type { Steps } from '../harness/steps-process.ts';
import { tooSlow } from './too-slow.ts';

/** As a share of what twice, or eight times, the input would take if work were proportional to it: room for n log n. */
const ROOM = { twice: 1.2, eightfold: 1.5 };

const AREAS = join(__dirname, 'shapes');

/** What is wrong with how the steps grow from n to 2n, 4n and 8n; `undefined`: nothing. */
function faultIn(steps: readonly Steps[]): string | undefined {
  const [first, , before, last] = steps;
  if (first === undefined || before === undefined || last === undefined)
    throw new Error('four sizes are needed');
  const twice = last.total / (2 * before.total);
  const eightfold = last.total / (8 * first.total);
  if (twice <= ROOM.twice && eightfold <= ROOM.eightfold) return undefined;
  const totals = steps.map(({ total }) => total).join(', ');
  return `${totals} steps; most of what grows faster than the input:\n${fastest(before, last).join('\n')}`;
}

/** The functions that have more steps than twice as many, with the steps of both. */
function fastest(before: Steps, last: Steps): readonly string[] {
  const excess = (name: string): number => (last.byFunction[name] ?? 0) - 2 * (before.byFunction[name] ?? 0);
  return Object.keys(last.byFunction)
    .sort((a, b) => excess(b) - excess(a))
    .slice(0, 5)
    .map((name) => `  ${name}: ${before.byFunction[name] ?? 0}, ${last.byFunction[name] ?? 0}`);
}

async function grow(counter: StepCounter, { name, from }: Shape): Promise<readonly Steps[]> {
  const steps: Steps[] = [];
  for (const times of [1, 2, 4, 8]) steps.push(await counter.count(name, times * from));
  return steps;
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

      for (const shape of shapes) {
        it(shape.name, async function () {
          if (tooSlow.has(shape.name)) this.skip();
          const fault = faultIn(await grow(counter, shape));
          assert.equal(fault, undefined, fault);
        });
      }
    });
  }

  describe('are seen', () => {
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
      it(`where they grow with the square: ${name}`, async () => {
        const steps = await grow(counter, { name, from: 100, prepare: () => () => undefined });
        assert.ok(faultIn(steps), steps.map(({ total }) => total).join(', '));
      });
    }

    it('and are the same each time', async () => {
      const once = await counter.count('a search in a loop', 300);
      assert.deepEqual(await counter.count('a search in a loop', 300), once);
    });
  });
});
