import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { ENTRIES } from './entries/index.ts';
import type { FuzzEntry } from './entry.ts';
import type { Failure } from './failure.ts';
import { Inputs } from './inputs.ts';
import { COUNTERS } from './protocol.ts';
import type { Answer, Slowest, Task } from './protocol.ts';
import { shrink } from './shrink.ts';

/** Milliseconds of CPU time for one input: far more than any needs. CPU time, so that a busy machine ends nothing. */
const WATCHDOG = 15_000;
/** The same while an input that hangs is made smaller: what takes so long is still the same fault. */
const SHRINKING_WATCHDOG = 5000;
/** As many times as long without anything to do ends an input that waits for something that never comes. */
const WAITING = 8;
/** Attempts to make such an input smaller; each may cost a watchdog and a new worker. */
const HANG_TRIES = 60;
/** Megabytes of heap for one worker. */
const MAX_HEAP = 1500;

interface Outcome {
  readonly inputs: number;
  readonly failures: readonly Failure[];
  readonly slowest: Slowest;
}

interface Ended {
  readonly kind: 'done' | 'hang' | 'crash';
  readonly index: number;
  readonly message: string;
}

/** One worker that checks inputs. It is ended and started anew when an input takes too long or all of its memory. */
class Checker {
  private readonly counters = new Int32Array(new SharedArrayBuffer(4 * COUNTERS.size));
  private worker: Worker | undefined;
  /** Checkers that share the CPU time of this process. */
  private readonly jobs: number;

  constructor(jobs: number) {
    this.jobs = jobs;
  }

  private started(): Worker {
    this.worker ??= new Worker(path.join(__dirname, 'worker.ts'), {
      workerData: { counters: this.counters },
      execArgv: ['--require', require.resolve('tsx/cjs')],
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP },
    });
    return this.worker;
  }

  get inputs(): number {
    return Atomics.load(this.counters, COUNTERS.inputs);
  }

  async end(): Promise<void> {
    await this.worker?.terminate();
    this.worker = undefined;
  }

  /** Resolves when the task is done or the worker had to be ended. */
  async do(task: Task, limit: number, onAnswer: (answer: Answer) => void): Promise<Ended> {
    const worker = this.started();
    const ended = await new Promise<Ended>((resolve) => {
      const index = (): number => Atomics.load(this.counters, COUNTERS.index);
      let beats = -1;
      // Time in which the worker waits for an event. On the clock, a worker that a busy machine does not run would wait too.
      const idleTime = (): number => worker.performance.eventLoopUtilization().idle;
      let [idleBefore, usedBefore] = [idleTime(), cpuTime()];
      const timer = setInterval(() => {
        const now = Atomics.load(this.counters, COUNTERS.beats);
        const [idle, used] = [idleTime(), cpuTime()];
        if (now !== beats) [beats, idleBefore, usedBefore] = [now, idle, used];
        else if (used - usedBefore > limit * this.jobs || idle - idleBefore > limit * WAITING)
          finish({ kind: 'hang', index: index(), message: `took more than ${limit / 1000} s` });
      }, 200);
      const onMessage = (answer: Answer): void => {
        onAnswer(answer);
        if (answer.kind === 'done') finish({ kind: 'done', index: index(), message: '' });
      };
      const onError = ({ message }: Error): void => finish({ kind: 'crash', index: index(), message });
      const onExit = (code: number): void => onError(new Error(`the worker ended with status ${code}`));
      const finish = (how: Ended): void => {
        clearInterval(timer);
        worker.off('message', onMessage).off('error', onError).off('exit', onExit);
        resolve(how);
      };
      worker.on('message', onMessage).on('error', onError).on('exit', onExit);
      worker.postMessage(task);
    });
    if (ended.kind !== 'done') await this.end();
    return ended;
  }

  async check(entry: string, input: string, limit: number): Promise<Failure | undefined> {
    let failure: Failure | undefined;
    const ended = await this.do({ kind: 'check', entry, input }, limit, (answer) => {
      if (answer.kind === 'done') ({ failure } = answer);
    });
    if (ended.kind === 'done') return failure;
    const { kind, message } = ended;
    return { entry, kind, input, message, signature: kind, index: undefined, others: 0 };
  }
}

export interface FuzzOptions {
  readonly seed: number;
  /** Inputs of each entry, seeds included; without a time they end the run. */
  readonly inputs: number;
  /** Milliseconds for each entry; 0 for no limit. */
  readonly time: number;
  readonly jobs: number;
  readonly withCorpus: boolean;
}

/** Fuzzes one entry after another. Workers are shared between entries. */
export class Fuzzer {
  private readonly checkers: readonly Checker[];
  private readonly options: FuzzOptions;

  constructor(options: FuzzOptions) {
    this.options = options;
    this.checkers = Array.from({ length: options.jobs }, () => new Checker(options.jobs));
  }

  async end(): Promise<void> {
    await Promise.all(this.checkers.map((checker) => checker.end()));
  }

  /** Checks one input. */
  async check(entry: FuzzEntry, input: string): Promise<Failure | undefined> {
    return this.checkers[0]?.check(entry.name, input, WATCHDOG);
  }

  async run(entry: FuzzEntry, to = this.options.inputs): Promise<Outcome> {
    const found = new Map<string, Failure>();
    const before = this.checkers.reduce((sum, { inputs }) => sum + inputs, 0);
    const slowest = await Promise.all(
      this.checkers.map((checker, job) => this.runJob(entry, checker, job, to, found)),
    );
    const after = this.checkers.reduce((sum, { inputs }) => sum + inputs, 0);
    return {
      inputs: after - before,
      failures: [...found.values()],
      slowest: slowest.reduce((a, b) => (b.time > a.time ? b : a)),
    };
  }

  private async runJob(
    entry: FuzzEntry,
    checker: Checker,
    job: number,
    to: number,
    found: Map<string, Failure>,
  ): Promise<Slowest> {
    const { seed, withCorpus, jobs, time } = this.options;
    const until = performance.now() + time;
    let slowest: Slowest = { index: 0, time: 0 };
    for (let from = job; from < to;) {
      const left = time === 0 ? 0 : Math.max(1, until - performance.now());
      const task: Task = {
        kind: 'run',
        entry: entry.name,
        seed,
        withCorpus,
        from,
        step: jobs,
        to,
        time: left,
      };
      const ended = await checker.do(task, WATCHDOG, (answer) => {
        if (answer.kind === 'failure') note(found, answer.failure);
        else if (answer.slowest.time > slowest.time) ({ slowest } = answer);
      });
      if (ended.kind === 'done') break;
      note(found, await this.shrunk(entry, checker, ended));
      from = ended.index + jobs;
    }
    return slowest;
  }

  /** An input that ended its worker, made smaller from outside. */
  private async shrunk(
    entry: FuzzEntry,
    checker: Checker,
    { kind, index, message }: Ended,
  ): Promise<Failure> {
    const { seed, withCorpus } = this.options;
    const isSame = async (candidate: string): Promise<boolean> =>
      (await checker.check(entry.name, candidate, SHRINKING_WATCHDOG))?.kind === kind;
    const input = await shrink(new Inputs(entry, seed, withCorpus).at(index), isSame, HANG_TRIES);
    return {
      entry: entry.name,
      kind: kind === 'crash' ? 'crash' : 'hang',
      input,
      message,
      signature: kind,
      index,
      others: 0,
    };
  }
}

/** Milliseconds that all threads of this process have used. */
function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Of failures that look alike, the smallest is kept. */
function note(found: Map<string, Failure>, failure: Failure): void {
  const known = found.get(failure.signature);
  const isSmaller = known === undefined || failure.input.length < known.input.length;
  found.set(failure.signature, {
    ...(isSmaller ? failure : known),
    others: known === undefined ? 0 : known.others + 1,
  });
}

export function entriesNamed(names: readonly string[]): readonly FuzzEntry[] {
  if (names.length === 0) return ENTRIES;
  return names.map((name) => {
    const entry = ENTRIES.find((one) => one.name === name);
    if (entry === undefined)
      throw new Error(`There is no entry "${name}". Entries: ${ENTRIES.map((one) => one.name).join(', ')}.`);
    return entry;
  });
}
