import { parentPort, workerData } from 'node:worker_threads';
import { ENTRIES } from './entries/index.ts';
import type { FuzzEntry } from './entry.ts';
import { firstLineOf, signatureOf } from './failure.ts';
import type { Failure } from './failure.ts';
import { Inputs } from './inputs.ts';
import { COUNTERS } from './protocol.ts';
import type { Answer, Slowest, Task } from './protocol.ts';
import { shrink } from './shrink.ts';

/** Attempts to make a failing input smaller. */
const SHRINK_TRIES = 3000;

/** Of the parent; on its own where this file is loaded as a test. */
const { counters } = (workerData ?? { counters: new Int32Array(COUNTERS.size) }) as {
  readonly counters: Int32Array;
};

async function faultOf(entry: FuzzEntry, input: string): Promise<unknown> {
  Atomics.add(counters, COUNTERS.beats, 1);
  try {
    const checked = entry.check(input);
    if (checked !== undefined) await checked;
    return undefined;
  } catch (fault) {
    return fault ?? new Error('something empty was thrown');
  }
}

async function failureOf(entry: FuzzEntry, input: string, fault: unknown, index?: number): Promise<Failure> {
  const signature = signatureOf(fault);
  let last = fault;
  const small = await shrink(
    input,
    async (candidate) => {
      const now = await faultOf(entry, candidate);
      const isSame = now !== undefined && signatureOf(now) === signature;
      if (isSame) last = now;
      return isSame;
    },
    SHRINK_TRIES,
  );
  return {
    entry: entry.name,
    kind: 'exception',
    input: small,
    message: firstLineOf(last),
    signature,
    index,
    others: 0,
  };
}

async function run(task: Task & { readonly kind: 'run' }, entry: FuzzEntry): Promise<Slowest> {
  const inputs = new Inputs(entry, task.seed, task.withCorpus);
  const known = new Set<string>();
  const start = performance.now();
  let slowest: Slowest = { index: task.from, time: 0 };
  for (let index = task.from; index < task.to; index += task.step) {
    Atomics.store(counters, COUNTERS.index, index);
    const input = inputs.at(index);
    const before = performance.now();
    const fault = await faultOf(entry, input);
    const now = performance.now();
    if (now - before > slowest.time) slowest = { index, time: now - before };
    Atomics.add(counters, COUNTERS.inputs, 1);
    if (fault !== undefined && !known.has(signatureOf(fault))) {
      known.add(signatureOf(fault));
      answer({ kind: 'failure', failure: await failureOf(entry, input, fault, index) });
    }
    if (task.time > 0 && now - start > task.time) break;
  }
  return slowest;
}

function answer(message: Answer): void {
  parentPort?.postMessage(message);
}

parentPort?.on('message', (task: Task) => {
  const entry = ENTRIES.find(({ name }) => name === task.entry);
  if (entry === undefined) throw new Error(`there is no entry ${task.entry}`);
  if (task.kind === 'run') {
    void run(task, entry).then((slowest) => answer({ kind: 'done', slowest, failure: undefined }));
    return;
  }
  void faultOf(entry, task.input).then((fault) => {
    const failure: Failure | undefined =
      fault === undefined
        ? undefined
        : {
            entry: entry.name,
            kind: 'exception',
            input: task.input,
            message: fault instanceof Error ? (fault.stack ?? fault.message) : firstLineOf(fault),
            signature: signatureOf(fault),
            index: undefined,
            others: 0,
          };
    answer({ kind: 'done', slowest: { index: 0, time: 0 }, failure });
  });
});
