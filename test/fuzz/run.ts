import { parseArgs } from 'node:util';
import { entriesNamed, Fuzzer } from './fuzzer.ts';
import { FOUND, keepFound } from './found-files.ts';
import { Inputs } from './inputs.ts';
import { runProperties } from './properties.ts';
import { record } from './record.ts';
import type { Count } from './record.ts';

const USAGE = `npm run fuzz [ENTRY…] -- [--seconds N] [--inputs N] [--seed S] [--jobs N] [--no-corpus] [--found FOLDER] [--show INDEX]
  --seconds N     for each entry; 60 unless --inputs is given
  --inputs N      of each entry, without a limit of time
  --seed S        another seed, other inputs; 1
  --jobs N        workers at a time; 1
  --no-corpus     start from what is in the repository alone
  --found FOLDER  where shrunk failures are kept; test/fuzz/found
  --record        add the counts to the table in docs/fuzzing.md
  --show INDEX    print one input of one entry and end
npm run fuzz properties -- [--times N]
  --times N       the properties of the test suite, so many times as often as in \`npm test\`; 20`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seconds: { type: 'string' },
      inputs: { type: 'string' },
      seed: { type: 'string', default: '1' },
      jobs: { type: 'string', default: '1' },
      'no-corpus': { type: 'boolean', default: false },
      found: { type: 'string', default: FOUND },
      record: { type: 'boolean', default: false },
      show: { type: 'string' },
      times: { type: 'string', default: '20' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  if (positionals[0] === 'properties') {
    process.exitCode = runProperties(Number(values.times));
    return;
  }
  const seed = Number(values.seed);
  const withCorpus = !values['no-corpus'];
  const entries = entriesNamed(positionals);
  if (values.show !== undefined) {
    const [entry] = entries;
    if (entry !== undefined)
      process.stdout.write(new Inputs(entry, seed, withCorpus).at(Number(values.show)));
    return;
  }
  const seconds = Number(values.seconds ?? (values.inputs === undefined ? 60 : 0));
  const inputs = values.inputs === undefined ? Infinity : Number(values.inputs);
  const fuzzer = new Fuzzer({ seed, inputs, time: seconds * 1000, jobs: Number(values.jobs), withCorpus });
  const date = new Date().toISOString().slice(0, 10);
  const counts: Count[] = [];
  for (const entry of entries) {
    const start = performance.now();
    const outcome = await fuzzer.run(entry);
    const time = (performance.now() - start) / 1000;
    const { slowest, failures } = outcome;
    counts.push({ entry: entry.name, inputs: outcome.inputs, failures: failures.length, date, seed });
    console.log(
      `${entry.name}: ${outcome.inputs} inputs in ${time.toFixed(1)} s, ${failures.length} failures; slowest: ${slowest.time.toFixed(0)} ms, index ${slowest.index}`,
    );
    for (const failure of failures) {
      const file = keepFound(values.found, entry, failure, seed, date);
      console.log(
        `  ${failure.kind}: ${failure.message} (index ${failure.index}, and ${failure.others} more like it)\n    ${file}`,
      );
    }
  }
  await fuzzer.end();
  if (values.record) record(counts);
  const all = counts.reduce((sum, { inputs }) => sum + inputs, 0);
  const failed = counts.reduce((sum, { failures }) => sum + failures, 0);
  console.log(`${all} inputs, ${failed} failures`);
  process.exitCode = failed > 0 ? 1 : 0;
}

// A folder of tests is loaded whole, this file among them.
if (require.main === module) void main();
