// Runs a random session with the built server that opens, edits and closes documents, sends the requests that editors
// send, cancels requests, and changes settings and files. It prints the size of the heap as it runs. It exits with
// status 1 if the heap grows too much, or if the server exits, reports a fault, does not reply to a request, or reports
// different diagnostics for the same texts than at the start.
import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { growth, MAX_GROWTH, soak, type Sample } from '../test/soak/soak.ts';

const HELP = `npm run soak -- [options]

  --seconds N      the length of the run, 600 by default
  --operations N   the number of opens, edits and closes, instead of --seconds
  --seed S         the random seed, 1 by default
  --pull           the editor pulls diagnostics instead of waiting for them
  --snapshots DIR  write a snapshot of the heap with each sample`;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '600' },
    operations: { type: 'string' },
    seed: { type: 'string', default: '1' },
    pull: { type: 'boolean', default: false },
    snapshots: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

/** Samples in one run, in addition to those at the fixed numbers of operations. */
const SAMPLES = 20;
/**
 * Numbers of operations at which the heap is always measured. The value at the second one is compared with the first
 * one.
 */
const MARKS = [500, 10_000];

if (values.help) console.log(HELP);
else {
  main().catch((fault: unknown) => {
    console.error(fault instanceof Error ? fault.message : fault);
    process.exitCode = 1;
  });
}

async function main(): Promise<void> {
  const seconds = numberFrom(values.seconds);
  const operations = values.operations === undefined ? undefined : numberFrom(values.operations);
  if (values.snapshots !== undefined) mkdirSync(values.snapshots, { recursive: true });
  let sampled = 0;
  const marks = [...MARKS];
  console.log('    time  operations  heap in MB');
  const { samples, answered } = await soak({
    seed: numberFrom(values.seed),
    diagnostics: values.pull ? 'pulled' : 'pushed',
    snapshots: values.snapshots,
    next: (state) => {
      const done = operations === undefined ? state.seconds / seconds : state.operations / operations;
      if (state.operations === marks[0]) {
        marks.shift();
        return 'sample';
      }
      if (done < sampled / SAMPLES) return 'operate';
      if (sampled > SAMPLES) return 'end';
      sampled++;
      return 'sample';
    },
    sampled: (sample) => console.log(rowOf(sample)),
  });
  console.log('\nanswered  longest');
  for (const [method, { times, longest }] of [...answered].sort()) {
    console.log(`${String(times).padStart(8)}${(longest / 1000).toFixed(1).padStart(7)} s  ${method}`);
  }
  // The first sample is taken before any operation, the second one after a twentieth of the run.
  const isFine = [
    compare('the run', samples[1], samples.at(-1)),
    compare('operations', sampleAt(samples, MARKS[0]), sampleAt(samples, MARKS[1])),
  ];
  if (isFine.includes(false)) process.exitCode = 1;
}

function numberFrom(typed: string): number {
  const number = Number(typed);
  if (!Number.isSafeInteger(number) || number < 0) throw new Error(`"${typed}" is not a number\n\n${HELP}`);
  return number;
}

function rowOf({ operations, seconds, heap }: Sample): string {
  const megabytes = (heap / 1e6).toFixed(1);
  return `${seconds.toFixed(0).padStart(6)} s${String(operations).padStart(12)}${megabytes.padStart(12)}`;
}

function sampleAt(samples: readonly Sample[], operations: number | undefined): Sample | undefined {
  return samples.find((sample) => sample.operations === operations);
}

/** Prints how much the heap grew between two samples. Returns whether that is allowed. */
function compare(what: string, from: Sample | undefined, to: Sample | undefined): boolean {
  if (from === undefined || to === undefined || from === to) {
    console.log(`\nThe heap was not measured at both of ${what}.`);
    return true;
  }
  const share = growth(from, to);
  const percent = (of: number): string => `${(100 * of).toFixed(1)} %`;
  console.log(
    `\nFrom ${from.operations} to ${to.operations} operations the heap grew by ${percent(share)}; ${percent(MAX_GROWTH)} is allowed.`,
  );
  return share <= MAX_GROWTH;
}
