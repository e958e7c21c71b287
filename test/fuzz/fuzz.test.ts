import assert from 'node:assert/strict';
import { ENTRIES } from './entries/index.ts';
import { foundInputs } from './found-files.ts';
import { Fuzzer } from './fuzzer.ts';

const OPTIONS = { seed: 1, inputs: 0, time: 0, jobs: 1, withCorpus: false };

describe('the fuzzer', function () {
  // Its own watchdog ends an input, and shrinking one takes a while.
  this.timeout(15 * 60_000);
  const fuzzer = new Fuzzer(OPTIONS);
  after(async () => fuzzer.end());

  for (const entry of ENTRIES) {
    for (const [name, input] of foundInputs(entry)) {
      it(`no longer finds a fault in ${entry.name}/${name}`, async () => {
        assert.equal((await fuzzer.check(entry, input))?.message, undefined);
      });
    }
  }

  for (const entry of ENTRIES) {
    it(`finds no fault in ${entry.shortRun} inputs of ${entry.name}`, async () => {
      const { inputs, failures } = await fuzzer.run(entry, entry.shortRun);
      assert.deepEqual(
        failures.map(({ message, input }) => ({ message, input })),
        [],
      );
      assert.equal(inputs, entry.shortRun);
    });
  }
});
